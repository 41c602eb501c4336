"""The examples that the guard learns from, and those held out to tell whether a change made it worse.

All were written for this, by hand or as a grammar; beside them stand ordinary texts of this repository and the
paragraphs of Python's own help, which teach what has nothing to do with attacks. No public corpus is among them.
"""

import json
import pydoc_data.topics
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from evals.guard import grammar

HOME = Path(__file__).parent
ROOT = HOME.parent.parent
ATTACK, ORDER, BENIGN = "attack", "order", "benign"

_COUNTS = {
    (ATTACK, "override"): 1200,
    (ATTACK, "leak"): 500,
    (ATTACK, "secrets"): 1400,
    (ATTACK, "persona"): 2200,
    (ATTACK, "fiction"): 300,
    (ATTACK, "mode"): 500,
    (ATTACK, "exfil"): 300,
    (ATTACK, "indirect"): 600,
    (ATTACK, "tongue"): 700,
    (ORDER, "order"): 900,
    (ORDER, "stored_order"): 900,
    (BENIGN, "hard"): 2600,
    (BENIGN, "sales"): 500,
    (BENIGN, "chat"): 2400,
    (BENIGN, "code"): 500,
    (BENIGN, "long"): 1500,
    (BENIGN, "stored"): 1500,
}
_MIXED, _PARAGRAPHS = 3000, 1500
_SHORT_ENOUGH = 400
_HELD_OUT = 8
"""One line in so many is never trained on."""


@dataclass(frozen=True, slots=True)
class Example:
    """``label`` is attack, benign, or order: harmless from a user, but nothing that a stored text may ask for."""

    label: str
    kind: str
    text: str


def lines() -> Iterator[Example]:
    """Yield the lines that were written by hand."""
    for label in (ATTACK, BENIGN):
        for path in sorted((HOME / "lines" / label).glob("*.txt")):
            for line in filter(None, path.read_text("utf-8").splitlines()):
                yield Example(label, path.stem, line)


def is_held_out(example: Example) -> bool:
    """Tell whether the line is one of those that are never trained on."""
    return crc32(example.text.encode()) % _HELD_OUT == 0


def trained_on() -> list[Example]:
    """Return all examples to train on, in a fixed order."""
    rules = grammar.read()
    made = [Example(*place, text) for place, n in _COUNTS.items() for text in rules.examples(*place, n)]
    own = [Example(BENIGN, kind, text) for kind, text in (*_questions(), *_demo(), *_pages(), *_help())]
    found = [*made, *(line for line in lines() if not is_held_out(line)), *own]
    short = [e.text for e in found if e.label == BENIGN and e.kind != "code" and len(e.text) < _SHORT_ENOUGH]
    return [*found, *(Example(BENIGN, "mixed", text) for text in grammar.mixed(short, _MIXED))]


def _questions() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "evals/routing/questions").glob("*.jsonl")):
        asked = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        yield from (("questions", each["text"]) for each in asked if each["intent"] != "REFUSE")
    for path in sorted((ROOT / "evals/cache/pairs").glob("*.jsonl")):
        yield from (("questions", json.loads(line)["a"]) for line in path.read_text("utf-8").splitlines())


def _demo() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "infra/local/demo/transcripts").iterdir()):
        for line in path.read_text("utf-8").splitlines():
            said = re.sub(r"<[^>]+>", "", line).strip()
            if len(said) > 25 and "-->" not in said:  # noqa: PLR2004 - neither times nor numbers
                yield "demo", said


def _pages() -> Iterator[tuple[str, str]]:
    pages = [*sorted((ROOT / "infra/local/demo/products").iterdir()), *sorted((ROOT / "docs").glob("*.md"))]
    for page in (each for each in pages if each.stem != "security"):
        paragraphs = page.read_text("utf-8").split("\n\n")
        yield from (("pages", part) for part in paragraphs if len(part) > 25)  # noqa: PLR2004


def _help() -> Iterator[tuple[str, str]]:
    parts = (part for topic in pydoc_data.topics.topics.values() for part in topic.split("\n\n"))
    prose = sorted({re.sub(r"[\n*`]", " ", p) for p in parts if 60 < len(p) < 900 and "::=" not in p})  # noqa: PLR2004
    chosen = random.Random(2).sample(prose, min(_PARAGRAPHS, len(prose)))  # noqa: S311
    yield from (("help", part) for part in chosen)
