"""Where the sentences of spoken text begin and end, so that quotes are whole sentences and verbatim."""

import re

LIMIT = 300
"""The most characters of one sentence; a longer run-on is split where a clause ends."""

_END = re.compile(r"(?:(?P<stop>[.!?…]+)[\"'”’»)\]]*(?=\s|$)|[。！？]+[”」』）]*|\n)\s*")
_WORD_BEFORE = re.compile(r"[^\W_](?:[\w.]*\w)?(?=\s?\Z)")
_TITLE = re.compile(r"mrs?|ms|dr|prof|sr|jr|st|vs|mt|rep|sen|gov|gen|e\.g|i\.e|cf|approx|dept", re.IGNORECASE)
_OFTEN_LAST = re.compile(
    r"inc|ltd|co|corp|llc|plc|etc|u\.s|u\.k|e\.u|u\.n|a\.m|p\.m|ph\.d",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(
    r"nos?|fig|sec|vol|pp?|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec", re.IGNORECASE
)
_LIST_NUMBER = re.compile(r"\d{1,2}")
_INITIAL = re.compile(r"[^\W\d_I]")
_BOUNDARIES = (
    re.compile(r"[,;:–—]\s+|\s-+\s+"),
    re.compile(r"\s+(?=(?:and|but|so|because|which|or|then|if|that|when)\b)"),
    re.compile(r"\s+"),
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence in order; between and around them there is only white space.

    Knows titles, abbreviations, initials, decimals and text whose punctuation stands apart ("it 's ."). No
    sentence is longer than ``LIMIT`` characters.
    """
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text, start):
        if _ends_sentence(text, start, match):
            _append(found, text, start, match.end())
            start = match.end()
    _append(found, text, start, len(text))
    return found


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    stop, following = match["stop"], text[match.end() : match.end() + 1]
    if not following or stop is None:
        return True
    if stop != ".":
        return stop.strip(".…") != "" or not following.islower()
    before = _WORD_BEFORE.search(text, max(start, match.start() - 20), match.start())
    if before is None:
        return True
    if before.start() == start and _LIST_NUMBER.fullmatch(before[0]):
        return False
    return not _is_abbreviation(before[0], following)


def _is_abbreviation(word: str, following: str) -> bool:
    if _INITIAL.fullmatch(word) and word.isupper():
        return following.isupper()
    if _BEFORE_NUMBER.fullmatch(word):
        return following.isdecimal()
    if _OFTEN_LAST.fullmatch(word):
        return not following.isupper()
    return bool(_TITLE.fullmatch(word))


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    end = start + len(text[start:end].rstrip())
    while end - start > LIMIT:
        cut = _cut(text, start)
        found.append((start, start + len(text[start:cut].rstrip())))
        start = cut
    if start < end:
        found.append((start, end))


def _cut(text: str, start: int) -> int:
    """Return where the rest of an overlong sentence goes on: after a clause, else before a word."""
    window = (start + LIMIT // 3, start + LIMIT)
    splits = ([match.end() for match in boundary.finditer(text, *window)] for boundary in _BOUNDARIES)
    cut = next((ends[-1] for ends in splits if ends), start + LIMIT)
    while text[cut].isspace():
        cut += 1
    return cut
