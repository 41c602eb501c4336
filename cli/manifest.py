"""What is known of each transcript file: from the options, or from a manifest that lists the files of many meetings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from cli.errors import Misuse

NEEDED = ("company", "title", "date")
KNOWN = {"file", "participants", *NEEDED}

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A transcript file, and the ``meeting`` that it is of: company, title, date and participants."""

    path: Path
    meeting: dict[str, Any]


def describe(files: Sequence[Path], manifest: Path | None, given: Entry) -> list[Described]:
    """Return each file once with what the options (``given``) or else the manifest say; without files, the manifest's.

    Raises:
        Misuse: there are no files, the manifest is unusable, or something needed is said nowhere.
    """
    entries = _read(manifest) if manifest else []
    if files:
        pairs = [(path, _entry_of(path, entries)) for path in dict.fromkeys(files)]
    elif manifest:
        pairs = [(_beside(manifest, entry["file"]), entry) for entry in entries]
    else:
        raise Misuse("Nothing to ingest", "give transcript files, a --manifest, or both")
    return [_described(path, {**entry, **given}) for path, entry in pairs]


def participant(text: str) -> dict[str, str]:
    """Return the participant that NAME[:COMPANY[:TITLE]] describes."""
    parts = (part.strip() for part in text.split(":", 2))
    return {key: part for key, part in zip(("name", "company", "title"), parts, strict=False) if part}


def moment(text: str) -> str:
    """Return a date or time in ISO 8601 with its offset, which is UTC where none is said.

    Raises:
        Misuse: it is neither.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misuse("Not a date", f"{text!r} is not like 2026-06-09 or 2026-06-09T10:00-04:00") from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


def _read(manifest: Path) -> list[Entry]:
    try:
        text = manifest.read_text(encoding="utf-8")
        found = json.loads(text) if manifest.suffix.lower() == ".json" else _texts(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise Misuse("Unreadable manifest", f"{manifest}: {error}") from error
    entries = found.get("meetings") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise Misuse(
            "Unusable manifest", f"{manifest} must be a list of meetings, or have one under 'meetings'"
        )
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
            raise Misuse("Unusable manifest", f"{manifest}: entry {number} names no file")
        if unknown := ", ".join(sorted(map(str, entry.keys() - KNOWN))):
            raise Misuse("Unusable manifest", f"{manifest}: {entry['file']} has unknown {unknown}")
    return entries


def _texts(document: str) -> Any:
    """Return what the YAML holds with every value as the text that it was written as."""
    return yaml.load(document, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes texts, lists and mappings only


def _entry_of(path: Path, entries: Sequence[Entry]) -> Entry:
    """Return the entry whose file is the end of the path."""
    whole = path.resolve().parts
    ends = ((Path(entry["file"]).parts, entry) for entry in entries)
    return next((entry for parts, entry in ends if whole[-len(parts) :] == parts), {})


def _beside(manifest: Path, file: str) -> Path:
    """Return where a manifest's file is: in its folder or, if it isn't there, in the folder `transcripts` beside."""
    own = manifest.parent / file
    beside = manifest.parent / "transcripts" / file
    return beside if beside.exists() and not own.exists() else own


def _described(path: Path, entry: Entry) -> Described:
    if missing := [key for key in NEEDED if not entry.get(key)]:
        options = ", ".join(f"--{key}" for key in missing)
        raise Misuse("Too little is known", f"{path}: give {options}, or an entry of it in a --manifest")
    participants = entry.get("participants") or []
    fields = {"company": entry["company"], "title": entry["title"], "date": moment(str(entry["date"]))}
    return Described(path, fields | {"participants": participants})
