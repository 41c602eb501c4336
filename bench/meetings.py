"""``python -m bench.meetings --data FOLDER``: the right meeting first, and in the first five, on random samples.

One sample's figures move by ten points with the meetings that are drawn; only the mean of several can be compared.
What is measured is the ranking of meetings alone, without the service around it, beside BM25 on the same sample.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.bm25 import Bm25
from bench.corpus import Corpus, read
from bench.measures import rank, share_within
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.search.chunk import chunk
from quarterdeck.services.search.embed import Embedder, Vectors
from quarterdeck.services.search.minilm import MiniLm
from quarterdeck.services.search.retrieve import Retriever
from quarterdeck.services.search.sqlite import SqliteIndex

TENANT = tenant_id("bench-tenant")
FIRST = (1, 5)
Shares = list[float]


class Remembering:
    """An embedder that computes each text once: samples share meetings."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._known = embedder, dict[str, Vectors]()
        self.model, self.dimension = embedder.model, embedder.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.embed(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def main() -> None:
    """Measure and print."""
    given, console = _arguments(), Console()
    embedder, rows = Remembering(MiniLm()), list[Shares]()
    table = Table("sample", "questions", title="Right meeting, % of questions", title_justify="left")
    for way in ("Quarterdeck", "BM25"):
        for first in FIRST:
            table.add_column(f"{way} at {first}", justify="right")
    for seed in track(range(given.samples), "Samples", console=console):
        corpus = read(given.data / "qmsum", given.meetings, seed)
        rows.append(_ours(corpus, embedder) + _peer(corpus))
        table.add_row(str(seed), str(len(corpus.specific)), *_percent(rows[-1]))
    table.add_section()
    table.add_row("mean", "", *_percent([fmean(column) for column in zip(*rows, strict=True)]))
    console.print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.meetings", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds qmsum/")
    parser.add_argument("--meetings", type=int, default=35, help="in a sample")
    parser.add_argument("--samples", type=int, default=8, help="of the seeds 0, 1, 2...")
    return parser.parse_args()


def _ours(corpus: Corpus, embedder: Embedder) -> Shares:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        index = SqliteIndex(Path(folder) / "index.db", model=embedder.model, dimension=embedder.dimension)
        index.ensure()
        retriever = Retriever(index, embedder)
        for meeting in corpus.meetings.values():
            retriever.put(TENANT, chunk(meeting.id, "1", meeting.turns))
        found = [retriever.documents(TENANT, query.text, limit=max(FIRST)) for query in corpus.specific]
    return _shares(corpus, [[hit.document for hit in hits] for hits in found])


def _peer(corpus: Corpus) -> Shares:
    ranker = Bm25(corpus.meetings.values())
    return _shares(corpus, [ranker.meetings(query.text, max(FIRST)) for query in corpus.specific])


def _shares(corpus: Corpus, ranked: list[list[str]]) -> Shares:
    """Return the shares of the questions whose meeting is among the first of those ranked."""
    ranks = [rank(names, query.meeting.__eq__) for query, names in zip(corpus.specific, ranked, strict=True)]
    return [share_within(ranks, first) for first in FIRST]


def _percent(shares: Shares) -> list[str]:
    return [f"{100 * share:.1f}" for share in shares]


if __name__ == "__main__":
    main()
