"""Reads transcripts: an upload in one of four formats becomes turns, or an error that says what to mend."""

from quarterdeck.contexts.meetings.model import Format, Turn
from quarterdeck.contexts.meetings.transcripts import json_turns, srt, text, vtt
from quarterdeck.contexts.meetings.transcripts.decode import decode
from quarterdeck.contexts.meetings.transcripts.pieces import turns
from quarterdeck.contexts.meetings.transcripts.sniff import sniff

__all__ = ["parse", "sniff"]

_READERS = {Format.VTT: vtt.read, Format.SRT: srt.read, Format.JSON: json_turns.read, Format.TEXT: text.read}


def parse(raw: bytes, format: Format) -> tuple[Turn, ...]:  # noqa: A002  (the word that callers use)
    """Return the turns of the transcript, numbered from zero, their text as it stands in the upload.

    Neighbouring cues (VTT, SRT) of one speaker become one turn; the turns of JSON and text stay as they are.

    Raises:
        InvalidInput: empty, mis-encoded, cut off, malformed or without speakers; the message says where.
        Unsupported: another kind of file, such as a recording or a PDF.
        TooLarge: over 20 MB, 20,000 turns or 50,000 characters a turn.
    """
    return turns(_READERS[format](decode(raw)))
