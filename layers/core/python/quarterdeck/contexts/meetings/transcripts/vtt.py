"""WebVTT (W3C): speakers in voice tags, or as ``Name:`` before the words."""

import html
import re
from collections.abc import Iterator

from webvtt import Caption, WebVTT

from quarterdeck.contexts.meetings.transcripts import cues
from quarterdeck.contexts.meetings.transcripts.pieces import Piece
from quarterdeck.kernel.errors import InvalidInput

_TIME = r"(?:\d{1,9}:)?[0-5]?\d:[0-5]?\d\.\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s+[a-z]+:\S+)*\s*")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_TAG = re.compile(r"<[^<>]*>")
_NO_CUES = ("WEBVTT", "NOTE", "STYLE", "REGION")


def read(text: str) -> Iterator[Piece]:
    """Yield the cues' words with their speakers.

    Raises:
        InvalidInput: no ``WEBVTT`` header, a cue that is cut off or malformed, or text outside any cue.
    """
    if not text.startswith("WEBVTT"):
        raise InvalidInput(
            "Line 1: a WebVTT transcript begins with WEBVTT. Name its format, or upload all of it."
        )
    for block in cues.blocks(text, _TIMING):
        outside = block.timings[0] > 1 if block.timings else not block.lines[0].startswith(_NO_CUES)
        if outside and block.first > 1:
            raise InvalidInput(
                f"Line {block.first}: text outside any cue. Put it under times, or after NOTE."
            )
    yield from cues.read(WebVTT.from_string(text).captions, _said)


def _said(cue: Caption) -> cues.Said:
    before, *voiced = _VOICE.split(cue.raw_text)
    yield from cues.lines_said(_plain(before))
    for speaker, words in zip(voiced[::2], voiced[1::2], strict=True):
        yield _plain(speaker).strip(), _plain(words)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))
