"""A guess at a transcript's format, for those who give a file and no format."""

import re
from pathlib import PurePath

from quarterdeck.contexts.meetings.model import Format
from quarterdeck.contexts.meetings.transcripts.decode import decode

_SUFFIXES = {
    ".vtt": Format.VTT,
    ".srt": Format.SRT,
    ".json": Format.JSON,
    ".txt": Format.TEXT,
    ".md": Format.TEXT,
}
_SRT_START = re.compile(r"\s*\d+[ \t]*\n[^\n]*-->")


def sniff(raw: bytes, filename: str) -> Format:
    """Return the format that the content shows, else the one that the file's name says, else plain text.

    Raises:
        InvalidInput, Unsupported, TooLarge: it is no text at all.
    """
    text = decode(raw)
    if text.startswith("WEBVTT"):
        return Format.VTT
    if _SRT_START.match(text):
        return Format.SRT
    if text.lstrip().startswith(("{", "[{")):
        return Format.JSON
    return _SUFFIXES.get(PurePath(filename).suffix.lower(), Format.TEXT)
