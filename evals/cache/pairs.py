"""Pairs of questions: JSON lines of id, kind, a, b, and whether they mean the same."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).parent / "pairs"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions; ``kind`` says how they differ, and is ``paraphrase`` where they mean the same."""

    id: str
    kind: str
    a: str
    b: str
    same: bool


def read(path: Path) -> list[Pair]:
    """Return the pairs of the file, whatever other fields its lines have.

    Raises:
        ValueError: a line is no JSON object, or lacks a field.
    """
    return [_pair(path, number, line) for number, line in enumerate(path.read_text().splitlines(), start=1)]


def questions(pairs: Iterable[Pair]) -> list[str]:
    """Return each question once."""
    return list(dict.fromkeys(text for pair in pairs for text in (pair.a, pair.b)))


def _pair(path: Path, number: int, line: str) -> Pair:
    try:
        given = json.loads(line)
        return Pair(given["id"], given.get("kind", "unnamed"), given["a"], given["b"], bool(given["same"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}, line {number}: not a pair of questions ({error!r})") from None
