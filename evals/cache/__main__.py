"""``python -m evals.cache [--pairs FILE]``: wrong hits on near misses by kind, and hits on paraphrases, with peers.

Exits with 1 where a near miss gets a hit or where fewer than two fifths of the paraphrases do.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.cache.measure import by_vectors, hits, in_gptcache, rate, similarity
from evals.cache.pairs import PAIRS, Pair, questions, read
from evals.cache.vectors import vectors
from quarterdeck.services.llm.cache.semantic import THRESHOLD
from quarterdeck.services.search.embed import Vectors

FLOOR = 0.4
Column = tuple[str, Mapping[str, bool]]


def main() -> None:
    """Measure each file, print, and fail on a missed floor."""
    parser = argparse.ArgumentParser(prog="evals.cache", description=__doc__)
    parser.add_argument("--pairs", type=Path, action="append", help="JSON lines of pairs, instead of our own")
    files = parser.parse_args().pairs or sorted(PAIRS.glob("*.jsonl"))
    console = Console()
    met = [_measured(file, console) for file in files]
    sys.exit(0 if all(met) else 1)


def _measured(file: Path, console: Console) -> bool:
    pairs = read(file)
    known = vectors(questions(pairs))
    columns: list[Column] = [
        ("Quarterdeck", {pair.id: hits(pair, known) for pair in pairs}),
        (f"cosine {THRESHOLD}", {pair.id: by_vectors(pair, known) for pair in pairs}),
        ("GPTCache", dict(zip([pair.id for pair in pairs], in_gptcache(pairs, known), strict=True))),
    ]
    near, alike = [pair for pair in pairs if not pair.same], [pair for pair in pairs if pair.same]
    console.print(_table(file.name, near, alike, columns))
    console.print(_strict(near, alike, known))
    ours = columns[0][1]
    for pair in near:
        if ours[pair.id]:
            console.print(f"wrong: {pair.id} ({pair.kind}): {pair.a!r} and {pair.b!r}", markup=False)
    return not any(ours[pair.id] for pair in near) and rate([ours[pair.id] for pair in alike]) >= FLOOR


def _table(name: str, near: Sequence[Pair], alike: Sequence[Pair], columns: Sequence[Column]) -> Table:
    table = Table("hits", "pairs", *(title for title, _ in columns), title=name)
    for kind in sorted({pair.kind for pair in near}):
        _row(table, f"near miss: {kind}", [pair for pair in near if pair.kind == kind], columns)
    table.add_section()
    _row(table, "all near misses (wrong)", near, columns)
    _row(table, "paraphrases (right)", alike, columns)
    return table


def _row(table: Table, label: str, pairs: Sequence[Pair], columns: Sequence[Column]) -> None:
    rates = (f"{rate([found[pair.id] for pair in pairs]):.1%}" for _, found in columns)
    table.add_row(label, str(len(pairs)), *rates)


def _strict(near: Sequence[Pair], alike: Sequence[Pair], known: Mapping[str, Vectors]) -> str:
    """Say what the vectors alone come to where their threshold lets under half a percent of the near misses through."""
    score: Callable[[Pair], float] = lambda pair: similarity(pair, known)  # noqa: E731
    allowed = int(len(near) * 0.005)
    least = sorted(map(score, near), reverse=True)[allowed] if near else 0.0
    share = rate([score(pair) > least for pair in alike])
    return f"Vectors alone, under 0.5% wrong: a threshold above {least:.3f}, where {share:.1%} of the paraphrases hit."


if __name__ == "__main__":
    main()
