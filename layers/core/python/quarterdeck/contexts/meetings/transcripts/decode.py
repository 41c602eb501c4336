"""From the bytes of an upload to its text: UTF-8, or UTF-16 with a byte order mark, and nothing else."""

import codecs

from quarterdeck.kernel.errors import InvalidInput, TooLarge, Unsupported

MAX_BYTES = 20_000_000
"""The most bytes of one transcript."""

_OTHER_FILES = {
    b"PK\x03\x04": "a ZIP archive or Office document",
    b"%PDF": "a PDF",
    b"OggS": "an Ogg recording",
    b"ID3": "an MP3 recording",
    b"RIFF": "a WAV recording or a video",
    b"\x1aE\xdf\xa3": "a Matroska or WebM video",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"{\\rtf": "an RTF document",
}


def decode(raw: bytes) -> str:
    """Return the text with line feeds as its only line ends and without a byte order mark.

    Raises:
        InvalidInput: nothing in it, NUL bytes, or not UTF-8 (says at which byte).
        Unsupported: another kind of file.
        TooLarge: over ``MAX_BYTES``.
    """
    if len(raw) > MAX_BYTES:
        raise TooLarge(f"The transcript has {len(raw):,} bytes; at most {MAX_BYTES:,} are read. Split it.")
    _refuse_other_files(raw)
    text = _decoded(raw)
    if "\0" in text:
        at = text.index("\0")
        raise InvalidInput(f"Character {at} is NUL: this is a binary file. Upload a text transcript.")
    if not text.strip():
        raise InvalidInput("The transcript is empty. Upload one with at least one spoken turn.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_other_files(raw: bytes) -> None:
    kind = next((kind for magic, kind in _OTHER_FILES.items() if raw.startswith(magic)), None)
    if raw[4:8] == b"ftyp":
        kind = "an MP4 video"
    if kind:
        raise Unsupported(f"The file is {kind}. Upload a WebVTT, SRT, JSON or plain text transcript.")


def _decoded(raw: bytes) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding, name = ("utf-16", "UTF-16") if wide else ("utf-8-sig", "UTF-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start
        raise InvalidInput(
            f"Byte {at} (0x{error.object[at]:02x}) is not valid {name}. Save the transcript as UTF-8."
        ) from error
