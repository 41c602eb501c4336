"""What a text says in base64, hexadecimal, ROT13 or backwards, within bounds."""

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,4096}={0,2}")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[ :]?){8,2048}")
_MOST = 6
"""Blobs of each kind that are looked into; a text with more is judged by these."""

_LONGEST = 2000
"""In characters: a longer text isn't turned around or shifted as a whole."""

_COMMON = re.compile(
    r"\b(?:the|and|you|is|to|of|in|that|it|for|what|how|are|my|de|la|que|el|le|les|der|die|und|das|ist|per|non|com)\b"
)
_READABLE = 0.85
_SHORTEST = 6


def decoded(text: str) -> Iterator[str]:
    """Yield each readable text that is hidden in the text; ``text`` has its letters' case as written."""
    yield from _blobs(_BASE64, text, _from_base64)
    yield from _blobs(_HEX, text, _from_hex)
    if len(text) <= _LONGEST and text.isascii() and not _COMMON.search(text.lower()):
        yield codecs.decode(text, "rot13")
        yield text[::-1]


def _blobs(pattern: re.Pattern[str], text: str, decode: Callable[[str], str | None]) -> Iterator[str]:
    for at, blob in enumerate(pattern.finditer(text)):
        if at == _MOST:
            return
        found = decode(blob[0])
        if found is not None and _readable(found):
            yield found


def _from_base64(blob: str) -> str | None:
    bare = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def _from_hex(blob: str) -> str | None:
    try:
        return bytes.fromhex(re.sub(r"[ :]", "", blob)).decode()
    except (ValueError, UnicodeDecodeError):
        return None


def _readable(text: str) -> bool:
    letters = sum(char.isalpha() or char.isspace() for char in text)
    return len(text) >= _SHORTEST and letters >= _READABLE * len(text)
