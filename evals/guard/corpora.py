"""Public corpora of attacks and of ordinary texts, as groups; see the README of each for its source and licence.

On one half of each, thresholds were chosen and mistakes read; the other half is the one to report. Texts that share a
cluster, a context or an id are in the same half.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

_SAMPLE = 3000
_TURNS = slice(50, 80)


@dataclass(frozen=True, slots=True)
class Text:
    """``cluster`` keeps texts together that are alike."""

    cluster: str
    text: str

    @property
    def looked_at(self) -> bool:
        return crc32(self.cluster.encode()) % 2 == 0


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of one source and kind; ``stored`` ones stand in documents instead of being typed."""

    name: str
    attack: bool
    texts: tuple[Text, ...]
    stored: bool = False


def read(data: Path) -> list[Group]:
    """Return the groups of the corpora in the folder.

    Raises:
        FileNotFoundError: a corpus isn't there.
    """
    return [*_direct(data), *_cyber(data), *_ordinary(data), *_bipia(data), *_meetings(data)]


def _direct(data: Path) -> Iterator[Group]:
    rows = list(_rows(data / "prompt_injection/direct.jsonl"))
    kinds = sorted({row["kind"] for row in rows if row["label"]})
    for kind in kinds:
        yield _group(kind, ((r["cluster"], r["text"]) for r in rows if r["kind"] == kind), attack=True)
    yield _group("NotInject", ((r["cluster"], r["text"]) for r in rows if not r["label"]), attack=False)


def _cyber(data: Path) -> Iterator[Group]:
    rows = list(_rows(data / "prompt_injection/cyberseceval.jsonl"))
    for kind in ("direct", "indirect"):
        found = ((r["id"], r["text"]) for r in rows if r["label"] and r["injection_type"] == kind)
        yield _group(f"CyberSecEval {kind}", found, attack=True)
    yield _group("CyberSecEval benign", ((r["id"], r["text"]) for r in rows if not r["label"]), attack=False)


def _ordinary(data: Path) -> Iterator[Group]:
    for name in ("clinc150", "banking77"):
        texts = [row["text"] for row in _rows(data / name / "data.jsonl")]
        yield _group(name, ((text, text) for text in _sampled(texts)), attack=False)


def _bipia(data: Path) -> Iterator[Group]:
    for kind in ("email", "table"):
        rows = list(_rows(data / f"prompt_injection/indirect_bipia_{kind}.jsonl"))
        for label, name in ((1, f"BIPIA {kind}"), (0, f"BIPIA {kind} clean")):
            found = ((r["id"].split("-")[1], r["context"]) for r in rows if r["label"] == label)
            yield _group(name, found, stored=True, attack=bool(label))


def _meetings(data: Path) -> Iterator[Group]:
    meetings = list(_rows(data / "qmsum/meetings.jsonl"))
    turns = [turn["text"] for meeting in meetings for turn in meeting["turns"]]
    yield _group("QMSum turns", ((text, text) for text in _sampled(turns)), stored=True, attack=False)
    long = ((m["meeting_id"], " ".join(turn["text"] for turn in m["turns"][_TURNS])) for m in meetings)
    yield _group("QMSum thirty turns, typed", long, attack=False)


def _group(name: str, found: Iterable[tuple[Any, str]], *, attack: bool, stored: bool = False) -> Group:
    return Group(name, attack, tuple(Text(str(cluster), text) for cluster, text in found), stored)


def _sampled(texts: list[str]) -> list[str]:
    return random.Random(3).sample(texts, min(_SAMPLE, len(texts)))  # noqa: S311 - the same every time


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
