"""The names in a question that it uses as those of companies or people met."""

import re
from functools import cache

from quarterdeck.contexts.meetings.meeting_words import KINDS, PLAIN, QUALIFIERS
from quarterdeck.contexts.meetings.resolve.names import keys

_NAME = r"(?P<name>[A-Z][\w&’-]*(?:\s+(?:(?:&|and|of|the)\s+)?[A-Z][\w&’-]*){0,4})"
_NOUN = rf"(?:{PLAIN}|{KINDS})"
_SAID = "say|said|ask|asked|want|mention|tell|agree|promise|need|think|object|offer"
_PATTERNS = (
    (
        rf"\b(?i:{_NOUN}|spoke|speak|talk|talked|met|meet)\s+(?i:(?:that\s+)?(?:we\s+(?:just\s+)?had\s+)?(?:with|for)\s+"
        rf"(?:the\s+)?){_NAME}"
    ),
    rf"\b(?i:met)\s+(?i:the\s+)?{_NAME}",
    rf"\b(?i:the|our|last|latest|first|recent|a|from)\s+{_NAME}(?:['’]s)?\s+(?i:(?:{QUALIFIERS}|{KINDS})\s+)*(?i:{_NOUN})\b",
    rf"\b(?i:did|does|has|have|was|is|do)\s+{_NAME}\s+(?i:{_SAID})\b",
    rf"\b(?i:tell|told|promised?|quoted?|offered?|owe)\s+{_NAME}",
    r"\b(?:call|meeting|demo|spoke|talked|met)\s+with\s+(?P<name>[a-z][\w’-]{3,})",
)
_NO_NAMES = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|q[1-4]|h[12]|last|first|latest|next|i|we|us|me|you|they|them|he|him|she|her|it|this|that|these|"
    r"those|our|their|your|my|his|who|whom|what|which|when|where|anyone|anybody|someone|somebody|everyone|everybody|"
    rf"customers?|clients?|prospects?|everything|regard|respect|and|of|the|some|both|each|{PLAIN}|{KINDS}|{QUALIFIERS}"
)


def strangers(text: str) -> tuple[str, ...]:
    """Return the names in phrases such as "the call with X", "the X demo" or "what did X say", known or not.

    An abbreviation ("the SSO demo") is no name.
    """
    found = (match["name"] for pattern in _patterns() for match in pattern.finditer(text))
    return tuple(dict.fromkeys(name for name in found if _is_name(name)))


def _is_name(name: str) -> bool:
    if name.isupper() and len(name) <= 4:  # noqa: PLR2004  (an abbreviation)
        return False
    return not any(_no_name().fullmatch(word) for word in keys(name))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _PATTERNS)


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(_NO_NAMES)
