"""The examples that the guard learns from, and those held out to tell whether a change made it worse.

All were written for this, by hand or as a grammar; beside them stand the questions of the other evaluations and the
texts of the demo, which teach what has nothing to do with attacks. No public corpus is among them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from evals.guard import grammar
from evals.routing.dataset import UNSEEN

HOME = Path(__file__).parent
ROOT = HOME.parent.parent
ATTACK, ORDER, BENIGN = "attack", "order", "benign"

_COUNTS = {
    (ATTACK, "override"): 2200,
    (ATTACK, "leak"): 1500,
    (ATTACK, "secrets"): 2000,
    (ATTACK, "persona"): 3000,
    (ATTACK, "fiction"): 300,
    (ATTACK, "mode"): 500,
    (ATTACK, "exfil"): 700,
    (ATTACK, "indirect"): 1100,
    (ATTACK, "tongue"): 700,
    (ATTACK, "authority"): 600,
    (ATTACK, "pressure"): 500,
    (ATTACK, "suppression"): 600,
    (ATTACK, "hijack"): 600,
    (ATTACK, "code"): 300,
    (ORDER, "order"): 900,
    (ORDER, "stored_order"): 900,
    (BENIGN, "hard"): 3200,
    (BENIGN, "contrast"): 5500,
    (BENIGN, "sales"): 500,
    (BENIGN, "chat"): 4500,
    (BENIGN, "code"): 1500,
    (BENIGN, "long"): 1500,
    (BENIGN, "stored"): 1500,
    (BENIGN, "manual"): 1500,
    (BENIGN, "world"): 3000,
    (BENIGN, "tongue"): 1800,
    (BENIGN, "formal"): 1200,
    (BENIGN, "letters"): 1200,
}
_NOISY = {(ATTACK, "noisy"): 600, (BENIGN, "contrast"): 600}
_MIXED = 3000
_SHORT_ENOUGH = 400
_HELD_OUT = 8
"""One line in so many is never trained on."""


@dataclass(frozen=True, slots=True)
class Example:
    """``label`` is attack, benign, or order: harmless from a user, but nothing that a stored text may ask for."""

    label: str
    kind: str
    text: str
    by_hand: bool = False


def lines() -> Iterator[Example]:
    """Yield the lines that were written by hand."""
    for label in (ATTACK, BENIGN):
        for path in sorted((HOME / "lines" / label).glob("*.txt")):
            for line in filter(None, path.read_text("utf-8").splitlines()):
                yield Example(label, path.stem, line, by_hand=True)


def is_held_out(example: Example) -> bool:
    """Tell whether the line is one of those that are never trained on."""
    return crc32(example.text.encode()) % _HELD_OUT == 0


def unseen(label: str) -> list[str]:
    """Return the lines of a file that is set aside as a whole: nothing was trained on it or chosen by it."""
    return (HOME / "unseen" / f"{label}.txt").read_text("utf-8").splitlines()


def trained_on() -> list[Example]:
    """Return all examples to train on, in a fixed order."""
    rules = grammar.read()
    made = [Example(*place, text) for place, n in _COUNTS.items() for text in rules.examples(*place, n)]
    made += [
        Example(*place, text)
        for place, n in _NOISY.items()
        for text in grammar.noised(rules.examples(*place, n))
    ]
    own = [Example(BENIGN, kind, text) for kind, text in (*_questions(), *_demo(), *_pages())]
    found = [*made, *(line for line in lines() if not is_held_out(line)), *own]
    short = [e.text for e in found if e.label == BENIGN and e.kind != "code" and len(e.text) < _SHORT_ENOUGH]
    return [*found, *(Example(BENIGN, "mixed", text) for text in grammar.mixed(short, _MIXED))]


def _questions() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "evals/routing/questions").glob("*.jsonl")):
        if path.stem.startswith(UNSEEN):
            continue
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
    for page in sorted((ROOT / "infra/local/demo/products").iterdir()):
        paragraphs = page.read_text("utf-8").split("\n\n")
        yield from (("pages", part) for part in paragraphs if len(part) > 25)  # noqa: PLR2004
