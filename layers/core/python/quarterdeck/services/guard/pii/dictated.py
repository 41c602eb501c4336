"""Numbers dictated in words: "four one one one ...", "double five", "forty two"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quarterdeck.kernel.personal import Kind, Span
from quarterdeck.kernel.personal.checks import card
from quarterdeck.services.language.numerals import NUMBERS

_ZEROS = {"oh": 0, "o": 0, "nought": 0}
_VALUES = {
    word: value for word, value in NUMBERS.items() if not word.endswith(("th", "st", "nd", "rd"))
} | _ZEROS
_TIMES = {"double": 2, "triple": 3}
_ATOM = rf"(?:{'|'.join(sorted([*_VALUES, *_TIMES], key=len, reverse=True))}|hundred|[0-9]{{1,4}})"
_RUN = re.compile(rf"\b{_ATOM}(?:(?:[ ,.-]|, |\. | - ){_ATOM}\b){{3,}}", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[0-9]+")
_SSN = re.compile(r"\b(?:ssn|social)\b", re.IGNORECASE)
_CARD = re.compile(r"\b(?:card|visa|mastercard|amex|pan)\b", re.IGNORECASE)
_CALL = re.compile(r"\b(?:phone|mobile|cell|call|text|reach|dial|ring|number|fax)\b", re.IGNORECASE)
_POINT = re.compile(r"\bpoint\s*\Z", re.IGNORECASE)
_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2})+")
_FEWEST, _FEWEST_OF_A_CARD, _SSN_DIGITS, _FEWEST_SINGLE = 7, 12, 9, 5
_BEFORE = 60


def dictated(text: str) -> Iterator[Span]:
    """Return the numbers of seven digits or more that are said digit by digit or in pairs."""
    for match in _RUN.finditer(text):
        words = _WORD.findall(match[0].lower())
        digits = _digits(words)
        kind = _kind(words, digits, text[max(0, match.start() - _BEFORE) : match.start()])
        if kind and not all(map(str.isdigit, words)):
            yield Span(match.start(), match.end(), kind)


def _kind(words: Sequence[str], digits: str, before: str) -> Kind | None:
    if card(digits) or (len(digits) >= _FEWEST_OF_A_CARD and _CARD.search(before)):
        return Kind.CARD
    if len(digits) == _SSN_DIGITS and _SSN.search(before):
        return Kind.SSN
    if len(digits) < _FEWEST or _POINT.search(before) or _YEARS.fullmatch(digits):
        return None
    return Kind.PHONE if _CALL.search(before) or _lasts(words) else None


def _lasts(words: Sequence[str]) -> bool:
    """Tell whether the words are mostly single digits, and nobody counts with them."""
    single = sum(_VALUES.get(word, 10) < 10 for word in words)  # noqa: PLR2004 - one digit
    return single >= _FEWEST_SINGLE and not _counts(words)


def _digits(words: Sequence[str]) -> str:
    """Read the words as digits: "double five" is 55, "forty two" 42, "five hundred" 500."""
    digits, times, tens = "", 1, False
    for word in words:
        value = _VALUES.get(word)
        if word in _TIMES:
            times = _TIMES[word]
        elif word == "hundred":
            digits += "00"
        elif tens and value is not None and 0 < value < 10:  # noqa: PLR2004 - "forty" takes "two"
            digits, tens = digits[:-1] + str(value), False
        else:
            digits += (word if value is None else str(value)) * times
            times, tens = 1, value is not None and value >= 20  # noqa: PLR2004 - the first of the tens
    return digits


def _counts(words: Sequence[str]) -> bool:
    """Tell whether somebody counts, up or down, or repeats one number: most steps are of one or none."""
    if not _TIMES.keys().isdisjoint(words):
        return False
    values = [_VALUES.get(word, 100) for word in words]
    steps = [abs(later - earlier) for earlier, later in pairwise(values)]
    return sum(step <= 1 for step in steps) >= 0.7 * len(steps) or all(step in {0, 10} for step in steps)
