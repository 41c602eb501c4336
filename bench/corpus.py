"""A corpus of meetings with questions, their gold evidence and reference answers, as QMSum lays it out."""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TAG = re.compile(r"\{\w+\}|<\w+>")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting whose turns all say something; ``numbers[i]`` is what the corpus calls turn i."""

    id: str
    company: str
    turns: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]

    @property
    def speakers(self) -> list[str]:
        return list(dict.fromkeys(speaker for speaker, _ in self.turns))

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.turns)


@dataclass(frozen=True, slots=True)
class Query:
    """A question on one meeting. ``spans`` are first and last turns of gold evidence; a general one has none."""

    meeting: str
    text: str
    answer: str
    spans: tuple[tuple[int, int], ...]

    def is_met_by(self, meeting: Meeting, first: int, last: int) -> bool:
        """Tell whether the meeting's turns first to last (by our count) overlap gold evidence."""
        begin, end = meeting.numbers[first], meeting.numbers[last]
        return any(begin <= stop and start <= end for start, stop in self.spans)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Meetings by id, and the queries on them."""

    meetings: Mapping[str, Meeting]
    specific: tuple[Query, ...]
    general: tuple[Query, ...]


def read(folder: Path, most: int | None = None, seed: int | None = None) -> Corpus:
    """Read ``meetings.jsonl`` and ``queries.jsonl``.

    Of more than ``most`` meetings, take some evenly spread or, given a seed, at random.
    """
    every = sorted(map(_meeting, _lines(folder / "meetings.jsonl")), key=lambda meeting: meeting.id)
    meetings = {m.id: m for m in _sample(every, min(most or len(every), len(every)), seed)}
    rows = [row for row in _lines(folder / "queries.jsonl") if row["meeting_id"] in meetings]
    return Corpus(meetings, _queries(rows, "specific"), _queries(rows, "general"))


def _sample(every: Sequence[Meeting], count: int, seed: int | None) -> list[Meeting]:
    if seed is None:
        return [every[number * len(every) // count] for number in range(count)]
    return random.Random(seed).sample(every, count)  # noqa: S311  (a sample, no secret)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _meeting(row: Mapping[str, Any]) -> Meeting:
    said = [
        (turn["i"], turn["speaker"], " ".join(_TAG.sub(" ", turn["text"]).split())) for turn in row["turns"]
    ]
    spoken = [turn for turn in said if any(map(str.isalnum, turn[2]))]
    turns = tuple((speaker, text) for _, speaker, text in spoken)
    return Meeting(row["meeting_id"], row["domain"], turns, tuple(turn[0] for turn in spoken))


def _queries(rows: list[dict[str, Any]], kind: str) -> tuple[Query, ...]:
    return tuple(
        Query(row["meeting_id"], row["query"], row["answer"], tuple((a, b) for a, b in row.get("spans", ())))
        for row in rows
        if row["type"] == kind
    )
