"""An earlier answer's quotes found again in other evidence, where pieces have other ids."""

import json
from collections.abc import Mapping
from typing import Any


class _NotThere(Exception):
    """A quote that the evidence doesn't have."""


def rebased(reply: str, evidence: Mapping[str, str]) -> str | None:
    """Return the reply with each quote under the id of a piece that has it, or None where it can't be used.

    ``reply`` is JSON that may hold ``{"evidence": id, "quote": words}`` anywhere; ``evidence`` is the text of each
    piece by id. All quotes must stand in it word for word. A reply without any quote found nothing in its own
    evidence, which says nothing of another's.
    """
    try:
        value = json.loads(reply)
        ids: list[str] = []
        moved = _moved(value, evidence, ids)
    except (ValueError, _NotThere):
        return None
    return json.dumps(moved, ensure_ascii=False) if ids else None


def _moved(value: Any, evidence: Mapping[str, str], ids: list[str]) -> Any:
    """Return the value with new ids, which are added to ``ids``."""
    if isinstance(value, list):
        return [_moved(each, evidence, ids) for each in value]
    if not isinstance(value, dict):
        return value
    rest = {key: _moved(each, evidence, ids) for key, each in value.items()}
    if "evidence" not in value and "quote" not in value:
        return rest
    ids.append(_where(value.get("evidence"), value.get("quote"), evidence))
    return rest | {"evidence": ids[-1]}


def _where(known: object, quote: object, evidence: Mapping[str, str]) -> str:
    """Return the id of a piece that has the quote: the known one if it does, else the first."""
    if not isinstance(known, str) or not isinstance(quote, str) or not quote.strip():
        raise _NotThere
    places = [piece for piece, text in evidence.items() if quote in text]
    if not places:
        raise _NotThere
    return known if known in places else places[0]
