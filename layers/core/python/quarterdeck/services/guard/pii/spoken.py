"""Emails and hosts as they are said aloud and transcribed: "jane dot doe at example dot com"."""

import re
from collections.abc import Iterator

from quarterdeck.kernel.personal import Kind, Span

_TOPS = "com|net|org|edu|gov|io|co|ai|app|dev|info|biz|uk"
_PART = r"[\w'+%-]{1,40}"
_DOT, _DASH = r"(?:\s?[(\[]?\bdot\b[)\]]?\s?|\.)", r"(?:\s(?:underscore|dash|hyphen)\s)"
_SAID = re.compile(r"\bdot\b|[(\[]at[)\]]", re.IGNORECASE)
_EMAIL = re.compile(
    rf"\b(?P<local>{_PART})(?:(?:{_DOT}|{_DASH}){_PART}){{0,4}}(?:\s?[(\[]at[)\]]\s?|\sat\s|@){_PART}"
    rf"(?:{_DASH}{_PART}){{0,3}}(?:{_DOT}{_PART}){{0,3}}(?P<last>{_DOT})(?:{_TOPS})\b",
    re.IGNORECASE,
)
_PLACES = frozenset(
    "website site page us online available accessible found go look visit here that is it".split()
)
_HOST = re.compile(rf"\b{_PART}(?: dot {_PART}){{0,3}} dot (?:{_TOPS})\b", re.IGNORECASE)


def spoken(text: str) -> Iterator[Span]:
    """Return the emails and hosts that are spelled out."""
    if not _SAID.search(text):
        return
    for match in _EMAIL.finditer(text):
        if match["local"].casefold() not in _PLACES and _SAID.search(match[0]):
            yield Span(match.start(), match.end(), Kind.EMAIL)
    for match in _HOST.finditer(text):
        yield Span(match.start(), match.end(), Kind.URL)
