"""Which of several meetings is meant by its place in time: the last call, the first one, the one before that."""

import re

from quarterdeck.contexts.meetings.meeting_words import KINDS, PLAIN

_NOUN = rf"(?:{PLAIN}|{KINDS})\b".replace("s?", "")  # "the previous meetings" is not one of them
_NOT_BETWEEN = (
    r"(?!(?:in|on|at|of|with|for|to|from|as|that|we|they|i|you|he|she|did|do|does|was|is|weeks?|months?|quarters?|"
    r"years?|days?|two|three|four|five|few|several|couple|\d+|\w+day)\b)"
)
_PLACE = re.compile(
    r"(?<!for the )\b(?P<place>last|latest|newest|most\s+recent|previous|prior|first|initial|earliest|second|third|"
    r"fourth)\s+"
    rf"(?:{_NOT_BETWEEN}[\w&'’-]+\s+){{0,5}}?{_NOT_BETWEEN}{_NOUN}",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?P<place>first|last|just)\s+(?:met|meet|spoke|speak|talked|talk|saw|had\s+(?:a|the|that|our))\b",
    re.IGNORECASE,
)
_BEFORE_LAST = re.compile(rf"\b{_NOUN}\s+before\s+(?:the\s+)?last\b|\bsecond\s+to\s+last\b", re.IGNORECASE)
_AFTER_IT = r"(?:\s+(?:that|this|it|then)\b(?:\s+one\b)?(?!\s+\w+ed\b)|\s*(?=[?,.!;:]|$))"
_BEFORE = re.compile(
    rf"\b(?:previous|prior|preceding)\s+{_NOUN}|\b{_NOUN}\s+before{_AFTER_IT}", re.IGNORECASE
)
_AFTER = re.compile(rf"\b(?:next|following|subsequent)\s+{_NOUN}|\b{_NOUN}\s+after{_AFTER_IT}", re.IGNORECASE)
_ORDER = {"first": 0, "initial": 0, "earliest": 0, "second": 1, "third": 2, "fourth": 3}


def place(text: str) -> int | None:
    """Return which one is meant as an index into the meetings in order of time: -1 the last one, 0 the first.

    None where the text doesn't say, or counts days ("last week's call") or means several meetings ("the last two
    calls", "the previous meetings").
    """
    if _BEFORE_LAST.search(text):
        return -2
    match = _PLACE.search(text) or _MET.search(text)
    return _ORDER.get(match["place"].lower(), -1) if match else None


def neighbour(text: str) -> int | None:
    """Return -1 if the text means the meeting before the one last spoken of, 1 if the one after it, else None."""
    if _BEFORE.search(text):
        return -1
    return 1 if _AFTER.search(text) else None
