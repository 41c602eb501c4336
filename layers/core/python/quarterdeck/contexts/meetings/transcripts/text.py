"""Plain text: ``Name: words``, perhaps with a time beside the name; other lines go on with the turn."""

import re
from collections.abc import Iterator

from quarterdeck.contexts.meetings.transcripts.pieces import Piece, is_name

_TIME = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_LINE = re.compile(
    rf"\s*(?:[\[(]?(?P<before>{_TIME})[\])]?\s{{0,4}}[-–]?\s{{0,4}})?\**(?P<name>[^\W_][^:\[\]<>{{}}*]{{0,59}}?)\s{{0,4}}"
    rf"(?:(?<=\s)(?P<after>{_TIME})|[\[(](?P<inside>{_TIME})[\])])?\s{{0,4}}\**"
    r"(?::\**(?:\s+(?P<words>.*))?|(?P<alone>))$"
)
_HEADINGS = re.compile(
    r"\s*(?:#|[-=_*]{3,}\s*$|(?:title|date|time|participants|attendees|duration|location|subject|meeting)\s*:)",
    re.IGNORECASE,
)


def read(text: str) -> Iterator[Piece]:
    """Yield a piece a turn; headings, rules and lines such as ``Date: ...`` above the first are left out."""
    place, speaker, start, words = "Line 1", None, None, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        match = _label(line)
        if match:
            yield Piece(place, speaker, "\n".join(words), start)
            place, speaker, words = f"Line {number}", match["name"], [match["words"] or ""]
            start = _milliseconds(_time(match))
        elif speaker or not _HEADINGS.match(line):
            words.append(line)
    yield Piece(place, speaker, "\n".join(words), start)


def _label(line: str) -> re.Match[str] | None:
    match = _LINE.match(line.rstrip())
    if match is None or not is_name(match["name"]) or (match["alone"] is not None and not _time(match)):
        return None
    return match


def _time(match: re.Match[str]) -> str | None:
    return match["before"] or match["after"] or match["inside"]


def _milliseconds(time: str | None) -> int | None:
    if time is None:
        return None
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    return round((int(hours[0] if hours else 0) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
