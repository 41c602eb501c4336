"""Figures in text, however written: "$1,200", "$1.2k", "1200 dollars" and "twelve hundred dollars" are equal."""

import re
from decimal import Decimal
from typing import NamedTuple

from quarterdeck.services.language.numerals import in_digits

_PERIODS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
_SPELLINGS = {period: period for period in _PERIODS} | {
    "$": "$ dollar buck usd",
    "€": "€ euro eur",
    "£": "£ pound quid gbp",
    "¥": "¥ yen",
    "%": "% percent",
    "second": "second sec",
    "minute": "minute min",
    "hour": "hour hr h",
    "year": "year yr",
    "am": "am",
    "pm": "pm",
}
_UNITS = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_SCALES = {"k": 3, "thousand": 3, "grand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_FIGURE = re.compile(
    rf"""(?P<letters>[^\W\d_]*)
    (?P<sign>(?<!\w)[-−]|(?<!\bplus\sor\s)\bminus\s)?
    (?:(?P<currency>[$€£¥])\s?)?
    (?P<number>\d(?:[\d,.:/]*\d)?)
    (?P<suffix>[^\W\d_]*)
    (?:[\s-]?(?P<scale>thousand|grand|million|billion|hundred|k\b|bn\b))?
    (?:[\s-]?(?P<unit>%|[ap]\.m\b|per\scent\b|(?:{"|".join(u for u in _UNITS if u.isalpha())})s?\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"\b(?:no|any|every|some|this|that|which|each|the|another|only)[\s-]one\b|\bone(?:'s\b|(?=\s(?:of|another|more|day)\b))"
    r"|(?:^|(?<=[.!?]\s))(?:first|second|third)(?=,)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?:\.\d+)?")


class Figure(NamedTuple):
    """A number, or a code such as ``8:40``, ``q3`` or ``2.1.0`` as text.

    ``unit`` is a currency's symbol, ``%``, ``am``, ``pm``, a period such as ``week``, or None.
    """

    value: Decimal | str
    unit: str | None = None

    def supports(self, claimed: "Figure") -> bool:
        """Tell whether a claim may state ``claimed`` where its evidence has this figure.

        A claim may leave the unit out, and may name a period that the evidence leaves out.
        """
        if self.value != claimed.value:
            return False
        return claimed.unit in (None, self.unit) or (self.unit is None and claimed.unit in _PERIODS)


def figures(text: str) -> set[Figure]:
    """Return the figures that the text states; the "one" of "that one" and the "first" of "First, ..." are none."""
    return {_figure(match) for match in _FIGURE.finditer(in_digits(_NO_FIGURE.sub(" ", text)))}


def _figure(match: re.Match[str]) -> Figure:
    number, suffix = match["number"], match["suffix"].lower()
    word = suffix if suffix in _UNITS or suffix.rstrip("s") in _UNITS else (match["unit"] or "")
    unit = _UNITS.get(match["currency"]) or _unit(word)
    if match["letters"] or not _PLAIN.fullmatch(number) or not _known(suffix):
        return Figure(f"{match['letters']}{number}{match['suffix']}".lower(), unit)
    value = Decimal(number.replace(",", "")) * Decimal(10) ** _exponent(suffix, match["scale"])
    return Figure((-value if match["sign"] else value).normalize(), unit)


def _unit(word: str) -> str | None:
    plain = word.lower().replace(".", "").replace(" ", "")
    return _UNITS.get(plain) or _UNITS.get(plain.rstrip("s"))


def _known(suffix: str) -> bool:
    return suffix in ("", "s", "st", "nd", "rd", "th") or suffix in _SCALES or _unit(suffix) is not None


def _exponent(suffix: str, scale: str | None) -> int:
    return _SCALES.get(suffix, 0) + (2 if scale == "hundred" else _SCALES.get((scale or "").lower(), 0))
