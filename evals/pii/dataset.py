"""Labelled sentences: JSON lines as in presidio-research, or our own with the spans marked in the text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OWN = Path(__file__).with_name("sentences.txt")
_MARK = re.compile(r"\{([A-Z_]+)\|([^}]*)\}")

Found = tuple[int, int, str]
"""Start, end and kind of a span."""


class BadData(Exception):
    """The file isn't of the form that is read; the message says where."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its spans; sentences of one ``template`` differ only in the data filled in."""

    text: str
    spans: frozenset[Found]
    template: int


def read(path: Path) -> list[Sentence]:
    """Return the sentences of a file, or of each ``*.jsonl`` in a folder.

    Raises:
        BadData: there is none, or a line is not an object with ``text``, ``spans`` and ``template_id``.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise BadData(f"{path} holds no .jsonl file")
    return [sentence for file in files for sentence in _sentences(file)]


def written() -> list[Sentence]:
    """Return our own sentences."""
    lines = [line for line in OWN.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [_marked(line, number) for number, line in enumerate(lines)]


def _sentences(file: Path) -> Iterator[Sentence]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            spans = frozenset((int(start), int(end), str(kind)) for start, end, kind in row["spans"])
            yield Sentence(str(row["text"]), spans, int(row["template_id"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadData(
                f"{file}:{number}: expected text, spans [[start, end, kind]] and template_id"
            ) from error


def _marked(line: str, number: int) -> Sentence:
    """Read ``Mail {EMAIL_ADDRESS|ada@example.com}``."""
    text, at, spans = "", 0, set()
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.add((len(text), len(text) + len(match[2]), match[1]))
        text, at = text + match[2], match.end()
    return Sentence(text + line[at:], frozenset(spans), number)
