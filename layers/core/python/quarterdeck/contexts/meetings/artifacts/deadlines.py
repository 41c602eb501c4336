"""The words for a time by which something is promised, as they are said: "by Friday the 14th"."""

import re

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_DAY = (
    rf"(?:{_MONTH}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|the\s+{_NTH}(?:\s+of\s+{_MONTH})?)"
)
_SPAN = r"(?:day|week|month|quarter|year|sprint|business|play)\b"
_PART = r"(?:morning|afternoon|evening|night)\b"
_COUNT = r"(?:an?|one|two|three|four|five|six|ten|\d+|a\s+couple\s+of|a\s+few)"
_NAMED_DAY = (
    rf"(?:(?:next|this|coming)\s+)?{_WEEKDAY}(?:,?\s+(?:that's\s+)?{_DAY})?(?:\s+(?:{_PART}|week\b))?"
)
_TURN_OF = (
    rf"(?:the\s+)?(?:end|close|start|middle)\s+of\s+(?:(?:the|this|next)\s+)?(?:{_SPAN}|{_MONTH}|{_WEEKDAY})"
)
_WEEK_OF = rf"(?:in\s+)?the\s+(?:first|second|third|last|same)\s+week\s+(?:of|in)\s+{_MONTH}"
_SPAN_AHEAD = rf"(?:(?:early|later?|mid)[\s-]+)?(?:next\s+{_SPAN}|this\s+(?:week\b|month\b|{_PART}))"
_NOW = rf"(?:tomorrow(?:\s+{_PART})?|today|tonight|noon|lunchtime|eod|eow|cob)\b"
_DATED = rf"{_NAMED_DAY}|{_DAY}|{_WEEK_OF}|{_TURN_OF}|{_SPAN_AHEAD}"
_ANY = rf"(?:{_DATED}|{_NOW})"
_BY = r"(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than)"
_FIRM = rf"\b{_BY}\s+(?:then\s+|about\s+|the\s+latest\s+)?(?:{_ANY}|(?:early\s+|mid-?\s?|late\s+)?{_MONTH}|christmas)"
_NOT_MEANT = (
    r"(?<!\bto\s)(?<!\bto\sthe\s)(?<!\bof\s)(?<!\bfrom\s)(?<!every\s)(?<!each\s)(?<!last\s)(?<!since\s)"
)
_SOFT = rf"{_NOT_MEANT}(?:\b(?:on|at)\s+(?:the\s+)?)?\b(?:{_DATED}|{_NOW}(?=\W*(?:$|[,.;!?])))"
_WITHIN = (
    rf"\b(?:in|within)\s+(?:the\s+next\s+)?{_COUNT}(?:\s+or\s+\w+)?\s+"
    r"(?:(?:business|working)\s+)?(?:hour|day|week|month)s?\b"
)
_FIRM_DEADLINE = re.compile(_FIRM, re.IGNORECASE)
_DEADLINE = re.compile(rf"{_SOFT}|{_WITHIN}", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:(?:so|say|and|probably|hopefully|definitely|latest|maybe|um|uh|it'll be|that'll be|"
    r"(?:give|allow) (?:me|us)|you(?:'ll| will) (?:have|get) (?:it|that|them|this|those|one|both))\W+)*",
    re.IGNORECASE,
)
_REST = 30


def firm_deadline(text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Return where the text says "by Friday" or the like; None where it doesn't."""
    match = _FIRM_DEADLINE.search(text, start, len(text) if end is None else end)
    return match.span() if match else None


def deadline(text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Return where the text says by when or when, preferring "by Friday" to "on Friday"; None where it doesn't."""
    match = _DEADLINE.search(text, start, len(text) if end is None else end)
    return firm_deadline(text, start, end) or (match.span() if match else None)


def only_deadline(text: str) -> tuple[int, int] | None:
    """Return where a sentence says by when if it says nothing else ("Give me till the end of next week.")."""
    opening = _ALONE.match(text)
    start = opening.end() if opening else 0
    found = deadline(text, start)
    return found if found and found[0] == start and len(text) - found[1] < _REST else None
