"""Where a question names companies, people and products, and the question with kinds in place of the names."""

import re
from collections.abc import Sequence

from msgspec import Struct

from quarterdeck.contexts.assistant.routing.known import Known
from quarterdeck.contexts.meetings.resolve import Mention, Word, mentions, misspelt, words

_MONTH = (
    r"january|february|april|june|july|august|september|october|november|december|"
    r"jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_BEFORE_MONTH = r"(?:in|of|since|from|until|to|early|late|last|mid|and|\d)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|weds?|thu(?:rs?)?|fri"
_BLANKS = (
    (re.compile(r"https?://\S+|\b\S+@\S+\.\w+"), " link "),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\b"), " dateword "),
    (re.compile(rf"\b(?:{_MONTH}|{_BEFORE_MONTH} ?(?:may|march|mar))\b"), " monthword "),
    (re.compile(rf"\b(?:{_DAY})\b"), " dayword "),
    (re.compile(r"\b(?:q[1-4]|h[12])\b"), " quarterword "),
    (re.compile(r"[$€£] ?\d[\d,.]*[km]?|\d[\d,.]* ?(?:k|usd|eur|dollars?|euros?|pounds?)\b"), " moneyword "),
    (re.compile(r"\b(?:19|20)\d\d\b"), " yearword "),
    (re.compile(r"\d[\d,.:]*(?:st|nd|rd|th|%|k)?\b"), " numword "),
)


COMPANY, CONTACT, REP, PRODUCT = "companyname", "contactname", "repname", "productname"
"""What stands for a name in a masked text."""


class Naming(Struct, frozen=True):
    """The question's mentions, apart by what they name, and its text with a kind for each name."""

    masked: str
    companies: tuple[Mention, ...] = ()
    people: tuple[Mention, ...] = ()
    products: tuple[Mention, ...] = ()


def find_names(text: str, known: Known) -> Naming:
    """Return what the text names of all that is known, in any case and nearly any spelling."""
    said = words(text)
    kinds = (known.companies, known.people, known.products)
    found = [mentions(said, names) for names in kinds]
    free = _free(said, [mention for of_kind in found for mention in of_kind])
    for of_kind, names in zip(found[:2], kinds[:2], strict=True):
        of_kind.extend(mention for mention in misspelt(said, names) if mention.first in free)
    everyone = {id(mention): at for at, of_kind in enumerate(found) for mention in of_kind}
    kept = _longest([mention for of_kind in found for mention in of_kind])
    apart = [tuple(m for m in kept if everyone[id(m)] == at) for at in range(len(kinds))]
    return Naming(_masked(text, said, apart, known), *apart)


def _free(said: Sequence[Word], taken: Sequence[Mention]) -> set[int]:
    return set(range(len(said))) - {at for mention in taken for at in range(mention.first, mention.last)}


def _longest(found: list[Mention]) -> list[Mention]:
    """Return the mentions without those that a longer one, or an equally long one of an earlier kind, overlaps."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.first - mention.last):
        if all(mention.last <= other.first or other.last <= mention.first for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)


def _masked(text: str, said: Sequence[Word], apart: Sequence[Sequence[Mention]], known: Known) -> str:
    labels = [(mention, COMPANY) for mention in apart[0]]
    labels += [(m, CONTACT if any(name in known.employers for name in m.names) else REP) for m in apart[1]]
    labels += [(mention, PRODUCT) for mention in apart[2]]
    masked, at = "", 0
    for mention, label in sorted(labels, key=lambda each: each[0].first):
        last = said[mention.last - 1]
        possessive = re.search(r"['’]s$", last.written)
        masked += f"{text[at : said[mention.first].start]} {label}{' s ' if possessive else ' '}"
        at = last.start + len(last.written)
    masked = (masked + text[at:]).lower().replace("’", "'")
    for pattern, blank in _BLANKS:
        masked = pattern.sub(blank, masked)
    return masked
