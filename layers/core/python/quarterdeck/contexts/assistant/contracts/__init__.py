"""The contracts by name. A module of this package that has a ``CONTRACT`` is found by itself."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from quarterdeck.contexts.assistant.contracts.base import Contract


def _collected() -> Mapping[str, Contract[Any]]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.CONTRACT for module in modules if hasattr(module, "CONTRACT")]
    return MappingProxyType({contract.name: contract for contract in found})


CONTRACTS = _collected()
