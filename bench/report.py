"""The figures of a run, drawn as tables."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from bench.measures import percentile, share_within
from bench.retrieval import Results
from bench.summaries import ROUGE, rouge


def show(results: Results, console: Console) -> None:
    """Print what was measured, ours beside the peers."""
    if results.ours.evidence:
        console.print(_retrieval(results))
    if results.references:
        console.print(_summaries(results))
    console.print(_service(results))


def _retrieval(results: Results) -> Table:
    table = _table("Retrieval, % of questions", "Quarterdeck", "BM25")
    for label, name, limit in (
        ("evidence in the first 5, meeting given", "evidence", 5),
        ("evidence in the first 10, meeting given", "evidence", 10),
        ("right meeting first", "meetings", 1),
        ("right meeting in the first 5", "meetings", 5),
    ):
        outcomes = (results.ours, results.peer)
        shares = [share_within(getattr(outcome, name), limit) for outcome in outcomes]
        table.add_row(label, *(f"{100 * share:.1f}" for share in shares))
    return table


def _summaries(results: Results) -> Table:
    table = _table("Summaries, F-measure in %", "Quarterdeck", "TextRank")
    ours, peer = (rouge(each.summaries, results.references) for each in (results.ours, results.peer))
    for name in ROUGE:
        table.add_row(name, f"{100 * ours[name]:.1f}", f"{100 * peer[name]:.1f}")
    return table


def _service(results: Results) -> Table:
    table = _table("Service", "p50", "p95")
    table.add_row("question", *_milliseconds(results.questions))
    table.add_row("ingest of a meeting", *_milliseconds(results.ingests))
    exact = f"{sum(results.verbatim)} of {len(results.verbatim)}"
    table.add_row("quotes verbatim in their turn", exact, "")
    return table


def _milliseconds(seconds: Iterable[float]) -> list[str]:
    values = list(seconds)
    return [f"{1000 * percentile(values, percent):.0f} ms" for percent in (50, 95)]


def _table(title: str, *columns: str) -> Table:
    table = Table("", title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table
