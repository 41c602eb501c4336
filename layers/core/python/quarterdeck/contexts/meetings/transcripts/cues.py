"""What WebVTT and SRT share: timed cues, checked line by line, as webvtt-py skips what it can't read."""

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from webvtt import Caption

from quarterdeck.contexts.meetings.transcripts.pieces import Piece, labelled
from quarterdeck.kernel.errors import InvalidInput

ARROW = "-->"
_CUT_OFF = re.compile(r"\s*(?:\d{1,9}:)?\d{1,2}:\d{1,2}(?:[.,]\d{0,3})?\s*-{0,2}\s*")

Said = Iterator[tuple[str | None, str]]


class Block(Struct, frozen=True):
    """Lines between blank ones: ``first`` numbers the first one, from 1; ``timings`` index those with times."""

    first: int
    lines: list[str]
    timings: list[int]


def blocks(text: str, timing: re.Pattern[str]) -> Iterator[Block]:
    """Yield the blocks of the text; a line with an arrow has to match ``timing``.

    Raises:
        InvalidInput: a line of times is malformed or cut off; says which.
    """
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            lines.append(line)
        elif lines:
            yield _block(number - len(lines), lines, timing)
            lines = []


def _block(first: int, lines: list[str], timing: re.Pattern[str]) -> Block:
    timings = [at for at, line in enumerate(lines) if ARROW in line]
    wrong = next((first + at for at in timings if not timing.fullmatch(lines[at])), None)
    if wrong:
        raise InvalidInput(f"Line {wrong}: a cue needs start {ARROW} end times, such as 00:01:02.000.")
    if not timings and any(_CUT_OFF.fullmatch(line) for line in lines[:2]):
        raise InvalidInput(f"Line {first}: the cue is cut off before its end time. Upload the whole file.")
    return Block(first, lines, timings)


def read(captions: Iterable[Caption], said: Callable[[Caption], Said]) -> Iterator[Piece]:
    """Yield what is said in each cue; a cue joins the turn before it if the same one speaks on.

    Raises:
        InvalidInput: a cue ends before it starts.
    """
    for number, cue in enumerate(captions, start=1):
        start, end = cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds()
        if end < start:
            raise InvalidInput(f"Cue {number} ({cue.start}) ends before it starts. Correct its times.")
        for speaker, text in said(cue):
            yield Piece(f"Cue {number}", speaker, text, start, end, joins=True)


def lines_said(text: str) -> Said:
    """Yield the speaker, if a line begins with one as in ``Name: words``, and the words of each line."""
    return (labelled(line) for line in text.split("\n"))
