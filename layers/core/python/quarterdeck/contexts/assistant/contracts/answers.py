"""What the answer to a question must contain: a figure after "how many", a day after "when", a reason after "why"."""

import re

from msgspec import Struct

_NUMBER = (
    r"(?:\b(?!(?:19|20)\d\d\b)\d(?:[\d,.]*\d)?(?!\d|st|nd|rd|th)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|dozen|half|twice|once|couple)\b)"
)
_PERIOD = r"(?:second|minute|hour|day|week|month|quarter|year)s?\b"
_MONEY = rf"[$€£]\s?\d(?:[\d,.]*\d)?|{_NUMBER}\s(?:dollars?|euros?|pounds?|grand|cents?|million)\b|\d\s?k\b"
_SHARE = r"\d\s?%|\b(?:percent|per cent)\b"
_DAY_OF_MONTH = (
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|(?-i:\bMay\b)"
    r"|\b[1-9]\d?(?:st|nd|rd|th)\b"
)
_CALENDAR = (
    rf"{_DAY_OF_MONTH}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:to(?:day|morrow|night)|yesterday)\b"
    rf"|\b(?:next|last|this|end of|before|after|until|within|by)\s(?:the\s)?(?:\w+\s)?{_PERIOD}"
    r"|\bq[1-4]\b|\b20\d\d\b|\b(?:spring|summer|autumn|winter)\b"
    r"|\b\d{1,2}\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\bo'clock\b|\bnoon\b"
)
_LASTING = rf"{_NUMBER}[\w\s-]{{0,12}}{_PERIOD}"
_REASON = (
    r"\bbecause\b|'cause\b|\bsince\b|\bso that\b|\bdue to\b|\breasons?\b|\botherwise\b|\bin order to\b|\bif we\b"
    r"|\bthe (?:problem|trouble|issue|point) is\b|\bcan't\b|\bcannot\b"
)
_PERSON = (
    r"(?-i:(?<![.!?…] )(?<!^)\b(?!I\b)[A-Z][a-z]+|^[A-Z][a-z]+[.!]?$|\b[A-Z][a-z]+ [A-Z][a-z]+\b"
    r"|\bI(?:'ll|'m|'d)?\b)"
)
_PLACE = r"(?-i:\b(?:in|at|from|on|to|near|under)\s(?:the\s)?[A-Z]\w+)|\b(?:here|there|inside|outside|room|office)\b"


class Expected(Struct, frozen=True):
    """What an answer must match.

    ``lacking`` is what a sentence without it still counts for; ``figure`` tells that it is a figure which the
    question doesn't have.
    """

    pattern: re.Pattern[str]
    lacking: float = 0.4
    figure: bool = False


def _row(
    question: str, answer: str, lacking: float = 0.4, *, figure: bool = False
) -> tuple[re.Pattern[str], Expected]:
    expected = Expected(re.compile(answer, re.IGNORECASE), lacking, figure)
    return re.compile(question, re.IGNORECASE), expected


_ROWS = (
    _row(r"\bwhy\b|\bhow come\b|\breasons?\b", _REASON, 0.8),
    _row(
        r"\bpercent\b|%|\bwhat discount\b|\bhow (?:big|much|large)\b.*\bdiscount",
        f"{_SHARE}|{_MONEY}",
        figure=True,
    ),
    _row(r"\bhow long\b", _LASTING, figure=True),
    _row(r"\bhow (?:soon|fast|quick\w*)\b", f"{_LASTING}|{_CALENDAR}"),
    _row(
        r"\bhow (?:often|frequent\w*)\b",
        rf"\bevery\b|\beach\b|\b(?:dai|hour|week|month|quarter|year)ly\b|{_NUMBER}",
    ),
    _row(r"\b(?:what|which) (?:new |exact )?(?:date|day)\b|\bdue date\b", _DAY_OF_MONTH),
    _row(r"\bwhen\b|\b(?:what|which) (?:time|month|year|week)\b|\bdeadline\b", _CALENDAR),
    _row(
        r"[$€£]|\bhow much (?:is|are|was|were|did|do|does|would|will)\b|\bhow expensive\b",
        _MONEY,
        figure=True,
    ),
    _row(
        r"\b(?:prices?|costs?|budget|fees?|pay|paid|charged?|spend|worth|quoted?|offer(?:ed)?|ceiling)\b",
        f"{_MONEY}|{_SHARE}",
        0.5,
        figure=True,
    ),
    _row(
        r"\bhow (?:many|much|big|large|high|accurate|old|far)\b|\bwhat (?:number|size)\b|\baccuracy\b|\baverage\b"
        r"|\b(?:what|which)\b.{0,30}\b(?:percentile|rate|limit|level|availability|capacity|score|figure|amount|total)\b"
        r"|\b(?:come|came|comes|add(?:s|ed)?|get|got) (?:up |it )?to\b|\b(?:down|up) to\b",
        _NUMBER,
        figure=True,
    ),
    _row(r"\bwho\b|\bwhom\b|\bwhose\b", _PERSON, 0.6),
    _row(r"\bwhere\b", _PLACE, 0.6),
)


def expected(question: str) -> Expected | None:
    """Return what an answer must have, or None where any sentence can be an answer."""
    return next((answer for asks, answer in _ROWS if asks.search(question)), None)
