"""The figures of personal data, drawn as tables."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from evals.pii import measures
from evals.pii.dataset import Sentence
from evals.pii.finders import Run
from evals.pii.measures import Score, exact, overlap, score

_GROUPS = {
    "with a strict form": measures.STRICT,
    "+ links, licences": measures.PATTERNS,
    "+ ZIP codes": measures.WITH_ZIP,
    "+ street addresses": measures.ALL,
}


def show(title: str, sentences: Sequence[Sentence], runs: Mapping[str, Run], console: Console) -> None:
    """Print recall and precision of each run, by kind and over groups of kinds."""
    table = Table(title=title, title_justify="left")
    for column in ("", "spans", *(f"{name}\n{how}" for name in runs for how in ("exact", "overlap"))):
        table.add_column(column, justify="right")
    for kind in sorted(measures.ALL):
        _row(table, kind, sentences, runs, {kind})
    table.add_section()
    for name, kinds in _GROUPS.items():
        _row(table, name, sentences, runs, kinds)
    console.print(table, "recall / precision; - where there is nothing to find, or nothing was found\n")


def show_times(runs: Mapping[str, Run], console: Console) -> None:
    """Print the processor time that a thousand tokens take, which other work on the machine does not stretch."""
    for name, run in runs.items():
        ranked = sorted(run.ms)
        p50, p95 = ranked[len(ranked) // 2], p95_ms(run)
        console.print(f"{name}: {p50:.1f} ms p50, {p95:.1f} ms p95 of one core for each 1,000 tokens")


def p95_ms(run: Run) -> float:
    """Return the 95th percentile of the times."""
    ranked = sorted(run.ms)
    return ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]


def _row(
    table: Table,
    name: str,
    sentences: Sequence[Sentence],
    runs: Mapping[str, Run],
    kinds: set[str] | frozenset[str],
) -> None:
    cells, expected = [], 0
    for run in runs.values():
        pairs = [(sentence.spans, spans) for sentence, spans in zip(sentences, run.spans, strict=True)]
        for same in (exact, overlap):
            found = score(pairs, kinds, same)
            expected = found.expected
            cells.append(_rates(found))
    table.add_row(name, str(expected), *cells)


def _rates(found: Score) -> str:
    return " / ".join("-" if rate is None else f"{rate:.1%}" for rate in (found.recall, found.precision))
