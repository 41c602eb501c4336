"""The last look at what is about to be shown: no secret, no foreign tenant's data, no link or prompt smuggled out."""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.guard.links import only_known_links
from quarterdeck.services.guard.normal import normalised
from quarterdeck.services.guard.secrets import without_secrets


class Breach(StrEnum):
    """What was found in an output."""

    KEY = "key"
    LINK = "link"
    TENANT = "tenant"
    PROMPT = "prompt"


_TENANT = re.compile(r"\b(?:TENANT#|tenants/)([a-z0-9][a-z0-9-]{1,38}[a-z0-9])(?=[#/])")
_RUN = 12
"""In words: an output that has as many of a prompt's rules in a row quotes the prompt."""


class Guarding(Struct, frozen=True):
    """Whose output it is, the texts that it may quote and take links from, and the rules that a model was given.

    ``known`` is asked only where an output has a link, or words of the rules: few have.
    """

    tenant: TenantId
    known: Callable[[], Sequence[str]] = tuple
    rules: Sequence[str] = ()
    domains: Sequence[str] = ()

    def withheld(self, text: str) -> Breach | None:
        """Return why nothing of the text may be shown, or None."""
        if any(owner != self.tenant for owner in _TENANT.findall(text)):
            return Breach.TENANT
        quoted = _runs(self.rules) & _runs([text])
        return Breach.PROMPT if quoted and quoted - _runs(self.known()) else None

    def cleaned(self, text: str) -> str:
        """Return the text without secrets and without links that neither its sources nor its asker have."""
        return only_known_links(without_secrets(text), self.known, self.domains)


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    said = [re.findall(r"\w+", normalised(text)) for text in texts]
    return {tuple(each[at : at + _RUN]) for each in said for at in range(len(each) - _RUN + 1)}
