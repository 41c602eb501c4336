"""Transcript files as the API takes them: inline, or described for an upload."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.errors import Failure

FORMATS = {".vtt": "vtt", ".srt": "srt", ".json": "json", ".txt": "text"}
INLINE_LIMIT = 4 * 1024 * 1024
UPLOAD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript file's bytes, unchanged, and their format."""

    format: str
    content: bytes

    def source(self) -> dict[str, Any]:
        """Return the request's ``transcript`` if it is text that may go inline, and else its ``upload``."""
        if len(self.content) <= INLINE_LIMIT and (text := _utf8(self.content)) is not None:
            return {"transcript": {"format": self.format, "content": text}}
        digest = hashlib.sha256(self.content).hexdigest()
        return {"upload": {"format": self.format, "size": len(self.content), "sha256": digest}}


def read(path: Path) -> Transcript:
    """Return the file's transcript.

    Raises:
        Failure: it can't be read, is too large, or its name doesn't tell the format.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise Failure("Unknown format", f"{path.name} must end in {', '.join(FORMATS)}")
    try:
        if path.stat().st_size > UPLOAD_LIMIT:
            raise Failure("Too large", f"at most {UPLOAD_LIMIT // 1024**2} MiB: split the meeting")
        return Transcript(form, path.read_bytes())
    except OSError as error:
        raise Failure("Unreadable", error.strerror or str(error)) from error


def _utf8(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
