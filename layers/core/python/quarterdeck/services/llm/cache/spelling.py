"""A question in one spelling: lower case, whole words for contractions, and one form of each number and date."""

import re
import unicodedata
from collections.abc import Callable

from quarterdeck.services.language.numerals import in_digits

_PLAIN = str.maketrans("’‘“”‐‑–—−", "''\"\"-----")
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SHORT = {name[:3]: name for name in (*_MONTHS, *_DAYS) if name != "may"}
_SHORT |= {"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"}
del _SHORT["mar"], _SHORT["sat"], _SHORT["sun"], _SHORT["wed"]  # words of their own
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_NTH = {word: f"{n}{_ENDINGS.get(n, 'th')}" for n, word in enumerate(_ORDINALS, start=1)}
_CURRENCIES = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy"}
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_MONTH = "|".join(_MONTHS)

_Replacement = str | Callable[[re.Match[str]], str]


def _scaled(match: re.Match[str]) -> str:
    whole, _, part = match[1].partition(".")
    zeros = _SCALES[match[2]]
    return f"{whole}{part.ljust(zeros, '0')}" if len(part) <= zeros else match[0]


_CASED: tuple[tuple[str, _Replacement], ...] = (
    (r"\b(?:US|U\.S\.A?\.?)(?!\w)", "usa"),
    (r"\bIT\b(?=\s[a-z])", "itdepartment"),
    (r"(?<=[^.?!]\s)\bMay\b(?!\s\d)", "may-month"),
    (r"(?<=[^.?!:]\s)\b(Will|Can|Just|Any|All|Not|No|Now|On|Off|Team|One|Most|Only)\b", r"name-\1"),
)
_LOWER: tuple[tuple[str, _Replacement], ...] = (
    (r"\bcan't\b|\bcannot\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"\bain't\b", "is not"),
    (r"n't\b", " not"),
    (r"\b(\w+)'re\b", r"\1 are"),
    (r"\b(\w+)'ve\b", r"\1 have"),
    (r"\b(\w+)'ll\b", r"\1 will"),
    (r"\bi'm\b", "i am"),
    (r"\b(what|who|where|when|why|how|that|there|here|it|he|she)'s\b", r"\1 is"),
    (r"\bi'd like\b", "i want"),
    (r"\b(\w+)'d\b", r"\1 would"),
    (r"\blet's\b", "let us"),
    (r"(?<=\d),(?=\d{3}\b)", ""),
    (rf"(?<!-)\b({'|'.join(_ORDINALS)})\b", lambda match: _NTH[match[1]]),
    (r"(?<=\d)\s?([ap])\.?m\b\.?", r" \1m"),
    (r"([$€£¥])\s?(\d[\d.]*)\s?(k|thousand|mn?|million|bn|billion)?\b", r"\2\3 \1"),
    (r"[$€£¥]", lambda match: f" {_CURRENCIES[match[0]]} "),
    (r"(?<=\d )(?:dollars?|bucks)\b", "usd"),
    (r"(?<=\d )euros?\b", "eur"),
    (r"(?<=\d )(?:pounds|quid)\b", "gbp"),
    (r"%|\bper cent\b", " percent "),
    (r"\b(\d+(?:\.\d+)?)\s?(k|thousand|mn?|million|bn|billion)\b", _scaled),
    (rf"\b({'|'.join(_SHORT)})\b\.?", lambda match: _SHORT[match[1]]),
    (r"(?:(?<=\d )|(?<=(?:st|nd|rd|th) )|(?<=\bof ))may-month\b", "may"),
    (rf"\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b", r"\2-\1"),
    (rf"\b({_MONTH})(?: the)? (\d{{1,2}})(?:st|nd|rd|th)?\b", r"\1-\2"),
    (r"\bmay-month\b", "in-may"),
    (r"\b([1-4])(?:st|nd|rd|th) quarter\b", r"q\1"),
    (r"(?<=\d)-(?=[a-z])", " "),
    (r"(?<=\d)(?=(?:kg|gb|mb|tb|ms|km|cm|mm|mph|hz|w|v)\b)", " "),
    (r"\be-mail", "email"),
    (r"(?<=\d)\s*(?:°|degrees?)\s?([cf])\b", r" degree \1"),
    (r"\bminus (?=\d)|(?<!\S)-(?=\d)", "minus "),
)


def plain(question: str) -> str:
    """Return the question in its one spelling, words separated by single spaces, marks kept."""
    text = unicodedata.normalize("NFKC", question.translate(_PLAIN)).strip()
    for pattern, replacement in _CASED:
        text = re.sub(pattern, replacement, text)
    text = in_digits(_lower_ordinals(text.lower()))
    for pattern, replacement in _LOWER:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"\s+", " ", text).strip()


def _lower_ordinals(text: str) -> str:
    """Keep an ordinal from becoming the number it ranks: the third call isn't three calls."""
    return re.sub(rf"(?<!-)\b({'|'.join(_ORDINALS)})\b", lambda match: _NTH[match[1]], text)
