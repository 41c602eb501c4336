"""Street addresses: a house number and a street, with the flat, town and code that follow."""

import re
from collections.abc import Iterator

from quarterdeck.kernel.personal import Kind, Span

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]{0,20}"  # written with a capital
_STREETS = (
    "street|str|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|terrace|crescent|close|"
    "parkway|pkwy|highway|hwy|circle|cir|trail|trl|alley|grove|gardens|mews|row|quay|wharf|walk|plaza|turnpike"
)
_FLAT = (
    r"(?:[\s,]{1,4}(?i:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm)\.?[ ]?#?[ ]?[0-9][0-9A-Z-]{0,5}\b)"
)
_TOWN = rf"(?:,?\s{{1,4}}{_WORD}(?: {_WORD}){{0,2}},?\s{{1,4}}[A-Z]{{2}}[\s,]{{1,4}}[0-9]{{4,5}}(?:-[0-9]{{4}})?\b)"
_NUMBER = r"(?<![\w$€£.,-])[0-9]{1,6}[A-Za-z]?"
_PATTERNS = (
    re.compile(
        rf"{_NUMBER}(?:[ ](?:[NSEW]\.?|{_WORD}|[0-9]{{1,4}}(?:st|nd|rd|th)?)){{1,4}}?[ ](?i:{_STREETS})\b\.?"
        rf"{_FLAT}?{_TOWN}?"
    ),
    re.compile(rf"{_NUMBER}(?: [0-9]{{1,4}})?(?:[ ]{_WORD}){{1,4}}{_FLAT}{_TOWN}?"),
    re.compile(
        r"\b(?:P\.? ?O\.? ?Box|PSC|Unit) [0-9]{1,6}(?:,? Box [0-9]{1,6})?(?:\s[AFD]PO,? A[AEP] [0-9]{5})?"
    ),
)


def addresses(text: str) -> Iterator[Span]:
    """Return the street addresses of the text, in the American and British form, and post boxes."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.ADDRESS)
