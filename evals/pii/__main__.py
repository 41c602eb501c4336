"""``python -m evals.pii [--data PATH]``: recall, precision and time of finding personal data, on sentences.

Without data: our own sentences, and exit 1 where a floor is missed. With it: each half of the file's templates (even
numbers, odd numbers) and the whole. ``--peer`` shows presidio's pattern recognisers beside (after ``make peers``).
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from evals.pii import measures, report
from evals.pii.dataset import BadData, Sentence, read, written
from evals.pii.finders import Run, ours, presidios
from evals.pii.measures import exact, score

_FLOORS = Path(__file__).with_name("floors.toml")
_WIDTH = 150
_SCORES = (0.0, 0.4)  # presidio returns everything by default; with the second it drops its weakest patterns


def main() -> int:
    """Measure and print; return 1 where a floor is missed, 2 for bad files."""
    given, console = _arguments(), Console(width=_WIDTH)
    try:
        sentences = read(given.data) if given.data else written()
    except (BadData, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    texts = [each.text for each in sentences]
    runs = {"Quarterdeck": ours(texts)}
    if given.peer:
        runs |= {f"presidio {least}": presidios(texts, least) for least in _SCORES}
    for title, chosen in _parts(sentences, whole=not given.data).items():
        report.show(title, *_chosen(sentences, runs, chosen), console)
    report.show_times(runs, console)
    missed = [] if given.data else _missed(sentences, runs["Quarterdeck"])
    for line in missed:
        console.print(f"[red]{line}")
    return int(bool(missed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.pii", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="a .jsonl file, or a folder of them: text, spans, template_id"
    )
    parser.add_argument("--peer", action="store_true", help="show presidio beside")
    return parser.parse_args()


def _parts(sentences: Sequence[Sentence], *, whole: bool) -> dict[str, list[int]]:
    everything = {"All": list(range(len(sentences)))}
    if whole:
        return everything
    halves = {"Templates of even numbers": 0, "Templates of odd numbers": 1}
    return {
        title: [at for at, each in enumerate(sentences) if each.template % 2 == rest]
        for title, rest in halves.items()
    } | everything


def _chosen(
    sentences: Sequence[Sentence], runs: Mapping[str, Run], chosen: Sequence[int]
) -> tuple[list[Sentence], dict[str, Run]]:
    part = {name: Run([run.spans[at] for at in chosen], run.ms) for name, run in runs.items()}
    return [sentences[at] for at in chosen], part


def _missed(sentences: Sequence[Sentence], run: Run) -> list[str]:
    floors = tomllib.loads(_FLOORS.read_text("utf-8"))
    pairs = [(each.spans, spans) for each, spans in zip(sentences, run.spans, strict=True)]
    found = score(pairs, measures.WITH_ZIP, exact)
    reached = {
        "recall": found.recall or 0.0,
        "precision": found.precision or 0.0,
        "p95_ms": report.p95_ms(run),
    }
    most = {"p95_ms"}
    return [
        f"{name}: {reached[name]:.3f}, the floor is {floor}"
        for name, floor in floors.items()
        if (reached[name] > floor if name in most else reached[name] < floor)
    ]


if __name__ == "__main__":
    sys.exit(main())
