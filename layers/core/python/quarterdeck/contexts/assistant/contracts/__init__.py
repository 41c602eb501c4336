"""The contracts by name: ``NEXT_STEPS`` is the ``CONTRACT`` of the module ``next_steps`` of this package."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from quarterdeck.contexts.assistant.contracts.base import Contract
from quarterdeck.contexts.assistant.model import INTENTS


class _Registry(Mapping[str, Contract[Any]]):
    """Imports a contract when it is first asked for: together they take longer to import than an answer may wait."""

    def __init__(self) -> None:
        self._names = frozenset(module.name.upper() for module in iter_modules(__path__)) & INTENTS.keys()

    def __getitem__(self, name: str) -> Contract[Any]:
        if name not in self._names:
            raise KeyError(name)
        contract: Contract[Any] = import_module(f"{__name__}.{name.lower()}").CONTRACT
        return contract

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return (name for name in INTENTS if name in self._names)

    def __len__(self) -> int:
        return len(self._names)


CONTRACTS: Mapping[str, Contract[Any]] = _Registry()
