"""JSON: a list of turns, bare or under ``turns``, their parts under the names that common recorders use."""

import json
from collections.abc import Iterator, Mapping
from math import isfinite

from quarterdeck.contexts.meetings.transcripts.pieces import Piece
from quarterdeck.kernel.errors import InvalidInput

_TURNS = ("turns", "transcript", "segments", "utterances", "monologues", "sentences", "entries")
_SPEAKER = ("speaker", "speaker_name", "speakerName", "name", "participant")
_TEXT = ("text", "transcript", "content", "sentence")
_START = (("start_ms", 1), ("startMs", 1), ("start_time", 1000))
_END = (("end_ms", 1), ("endMs", 1), ("end_time", 1000))
_LATEST_MS = 10**12


def read(text: str) -> Iterator[Piece]:
    """Yield the turns: ``speaker`` and ``text``, and where they are known ``start_ms`` and ``end_ms``.

    Other names are read too: ``speaker_name``, ``speakerName``, ``name``, ``participant`` (a name, a number,
    or an object with ``name``); ``transcript``, ``content``, ``sentence``; and in seconds ``start_time`` and
    ``end_time``.

    Raises:
        InvalidInput: no JSON (says line and column), or a turn lacks something (says which turn).
    """
    for number, turn in enumerate(_listed(_loaded(text)), start=1):
        place = f"Turn {number}"
        if not isinstance(turn, Mapping):
            raise InvalidInput(f"{place} is no object. Give each turn as {{'speaker': ..., 'text': ...}}.")
        start, end = _time(place, turn, _START), _time(place, turn, _END)
        if start is not None and end is not None and end < start:
            raise InvalidInput(f"{place} ends before it starts. Correct its times.")
        yield Piece(place, _speaker(place, turn), _words(place, turn), start, end)


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InvalidInput(
            f"The JSON is wrong or cut off at {where}: {error.msg}. Upload the whole file."
        ) from error
    except (RecursionError, ValueError) as error:
        raise InvalidInput("The JSON is nested too deeply or has a number too long to read.") from error


def _listed(document: object) -> list[object]:
    found = document
    if isinstance(document, Mapping):
        found = next((document[key] for key in _TURNS if isinstance(document.get(key), list)), None)
    if not isinstance(found, list):
        raise InvalidInput(
            "The JSON holds no list of turns. Give a list, or an object with a list under 'turns'."
        )
    return found


def _speaker(place: str, turn: Mapping[str, object]) -> str:
    found = next((turn[key] for key in _SPEAKER if turn.get(key) is not None), None)
    if isinstance(found, Mapping):
        found = found.get("name")
    if isinstance(found, int) and not isinstance(found, bool):
        return f"Speaker {found}"
    if not isinstance(found, str) or not found.strip():
        raise InvalidInput(f"{place} names no speaker. Give a name under 'speaker'.")
    return _encodable(place, found.strip())


def _words(place: str, turn: Mapping[str, object]) -> str:
    found = next((turn[key] for key in _TEXT if turn.get(key) is not None), None)
    if not isinstance(found, str):
        raise InvalidInput(f"{place} has no words. Give them as a string under 'text'.")
    return _encodable(place, found)


def _encodable(place: str, text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidInput(f"{place} has half of a surrogate pair (\\ud800 to \\udfff). Correct the escapes.")
    return text


def _time(place: str, turn: Mapping[str, object], keys: tuple[tuple[str, int], ...]) -> int | None:
    key, factor = next(((key, factor) for key, factor in keys if turn.get(key) is not None), ("", 0))
    if not key:
        return None
    value = turn[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise InvalidInput(f"{place}: '{key}' is no number.")
    if not 0 <= value * factor <= _LATEST_MS:
        raise InvalidInput(f"{place}: '{key}' is out of range.")
    return round(value * factor)
