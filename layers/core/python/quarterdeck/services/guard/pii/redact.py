"""Finds personal data of every kind in a text, and takes it out."""

import re

from quarterdeck.kernel.personal import Span, replaced, settled, shapes
from quarterdeck.services.guard.pii.addresses import addresses
from quarterdeck.services.guard.pii.cued import cued
from quarterdeck.services.guard.pii.dictated import dictated
from quarterdeck.services.guard.pii.links import links
from quarterdeck.services.guard.pii.names import Names
from quarterdeck.services.guard.pii.spoken import spoken

_DIGIT = re.compile(r"[0-9]")


def find(text: str, names: Names | None = None) -> list[Span]:
    """Return the spans of personal data in order, without overlaps; of people's names those that are given."""
    numeric = (cued, addresses) if _DIGIT.search(text) else ()
    rules = (shapes, links, *numeric, spoken, dictated)
    found = [span for rule in rules for span in rule(text)]
    return settled(found + (list(names.spans(text)) if names else []))


def redact(text: str, names: Names | None = None) -> str:
    """Return the text with a placeholder such as ``[EMAIL]`` for each span.

    Looks again at what is left until there is nothing more, so that redacting twice changes nothing.
    """
    while spans := find(text, names):
        text = replaced(text, spans)
    return text
