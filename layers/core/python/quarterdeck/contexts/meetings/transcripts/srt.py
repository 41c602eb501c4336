"""SRT (SubRip): numbered cues, their speakers as ``Name:`` before the words."""

import io
import re
from collections.abc import Iterator

from webvtt import WebVTT
from webvtt.errors import MalformedFileError

from quarterdeck.contexts.meetings.transcripts import cues
from quarterdeck.contexts.meetings.transcripts.pieces import Piece
from quarterdeck.kernel.errors import InvalidInput

_TIME = r"\d{1,9}:[0-5]?\d:[0-5]?\d[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s+[XY][12]:\d+)*\s*")
_A_CUE = "a cue is a number, a line of times and its text. Upload the whole file."


def read(text: str) -> Iterator[Piece]:
    """Yield the cues' words with their speakers.

    Raises:
        InvalidInput: the first block is no cue, or a cue lacks its number, its text or its end.
    """
    for position, block in enumerate(cues.blocks(text, _TIMING)):
        if not block.timings and (position == 0 or _is_number(block.lines[-1])):
            raise InvalidInput(f"Line {block.first}: {_A_CUE}")
        _check(block)
    try:
        captions = WebVTT.from_buffer(io.StringIO(text.strip()), format="srt").captions
    except MalformedFileError as error:
        raise InvalidInput(f"Line 1: {_A_CUE}") from error
    yield from cues.read(captions, lambda cue: cues.lines_said(cue.raw_text))


def _check(block: cues.Block) -> None:
    ends = [*(at - 1 for at in block.timings[1:]), len(block.lines)]
    for at, end in zip(block.timings, ends, strict=False):
        if at == 0 or not _is_number(block.lines[at - 1]):
            raise InvalidInput(f"Line {block.first + at}: the cue has no number above its times. Number it.")
        if end - at <= 1:
            raise InvalidInput(
                f"Line {block.first + at}: the cue has no text. Give it some, or leave it out."
            )


def _is_number(line: str) -> bool:
    return line.strip().isdigit()
