"""Personal data as it is said aloud and transcribed: digits in words, "jane dot doe at example dot com"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quarterdeck.kernel.personal import Kind, Span
from quarterdeck.kernel.personal.checks import card

_DIGITS = {word: str(value) for value, word in enumerate("zero one two three four five six seven eight nine".split())}
_DIGITS |= {"oh": "0", "o": "0", "nought": "0"}
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_PAIRS = {word: str(value) for value, word in enumerate(_TEENS, start=10)}
_PAIRS |= {word: str(10 * value) for value, word in enumerate(_TENS, start=2)}
_TOPS = "com|net|org|edu|gov|io|co|ai|app|dev|info|biz|uk|de|fr|es|nl|se|ca|au|us|eu|in|jp|ch|it|ie|nz"
_TIMES = {"double": 2, "triple": 3}
_ATOM = rf"(?:{'|'.join([*_DIGITS, *_PAIRS, *_TIMES, 'hundred', 'plus', '[0-9]{1,4}'])})"
_RUN = re.compile(rf"\b{_ATOM}(?:(?:[ ,.\-]|, |\. | - ){_ATOM}\b)+", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[0-9]+")
_PART = r"[\w'+%-]{1,40}"
_DOT, _DASH = r"(?:\s?[(\[]?\bdot\b[)\]]?\s?|\.)", r"(?:\s(?:underscore|dash|hyphen)\s)"
_EMAIL = re.compile(
    rf"\b{_PART}(?:(?:{_DOT}|{_DASH}){_PART}){{0,4}}(?:\s?[(\[]at[)\]]\s?|\sat\s|@){_PART}"
    rf"(?:(?:{_DASH}{_PART}){{0,3}}(?:{_DOT}{_PART}){{0,3}}{_DOT}"
    rf"(?:{_TOPS}))\b",
    re.IGNORECASE,
)
_HOST = re.compile(rf"\b{_PART}(?: dot {_PART}){{0,3}} dot (?:{_TOPS})\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2})+")
_SSN = re.compile(r"\b(?:ssn|social)\b", re.IGNORECASE)
_CARD = re.compile(r"\b(?:card|visa|mastercard|amex|pan)\b", re.IGNORECASE)
_FEWEST, _FEWEST_OF_A_CARD, _SSN_DIGITS = 7, 12, 9
_BEFORE = 60


class _Said(NamedTuple):
    digits: str
    in_words: int


def spoken(text: str) -> Iterator[Span]:
    """Return the emails and hosts that are spelled out, and the numbers of seven digits or more said in words."""
    for match in _EMAIL.finditer(text):
        yield Span(match.start(), match.end(), Kind.EMAIL)
    for match in _HOST.finditer(text):
        yield Span(match.start(), match.end(), Kind.URL)
    for match in _RUN.finditer(text):
        said = _said(match[0])
        if said.in_words > 1 and len(said.digits) >= _FEWEST:
            kind = _kind(said.digits, text[max(0, match.start() - _BEFORE) : match.start()])
            if kind is not Kind.PHONE or not _counting(said.digits):
                yield Span(match.start(), match.end(), kind)


def _kind(digits: str, before: str) -> Kind:
    if card(digits) or (len(digits) >= _FEWEST_OF_A_CARD and _CARD.search(before)):
        return Kind.CARD
    if len(digits) == _SSN_DIGITS and _SSN.search(before):
        return Kind.SSN
    return Kind.PHONE


def _said(words: str) -> _Said:
    """Read the words as digits: "double five" is 55, "forty two" 42, "five hundred" 500."""
    digits, in_words, times, tens = "", 0, 1, False
    for word in _WORD.findall(words.lower()):
        one = _DIGITS.get(word)
        if word in _TIMES:
            times = _TIMES[word]
        elif word == "hundred":
            digits += "00"
        elif one and tens and one != "0":
            digits, tens = digits[:-1] + one, False
        elif word != "plus":
            digits += (one or _PAIRS.get(word, word)) * times
            times, tens = 1, word in _TENS
        in_words += not word.isdigit()
    return _Said(digits, in_words)


def _counting(digits: str) -> bool:
    """Tell whether somebody counts or lists years or tens: one two three four, twenty twenty five, fifty sixty."""
    listed = _YEARS.fullmatch(digits) or set(digits[1::2]) == {"0"}
    return bool(listed) or digits in "12345678910111213" or digits in "109876543210"
