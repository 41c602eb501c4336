"""``python -m evals.cache.speed``: how long finding takes in a scope of 200 questions, its table in the emulator.

Times are the process's own, without the waiting for the table, which in the emulator says nothing of AWS.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.cache.pairs import PAIRS, questions, read
from infra.local.aws import environment
from infra.local.ministack import free_port, running_ministack
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.services.llm.cache.dynamodb import DynamoReplyCache
from quarterdeck.services.llm.cache.meaning import Meaning, meaning
from quarterdeck.services.llm.cache.memory import QUESTIONS
from quarterdeck.services.llm.cache.rows import AskedRow
from quarterdeck.services.llm.cache.semantic import same
from quarterdeck.services.llm.model import Call, Message, Scope, Usage
from quarterdeck.services.llm.provider import ProviderReply
from quarterdeck.services.search.minilm import MiniLm

_MS = 1000


def main() -> None:
    """Measure and print."""
    texts = questions(read(PAIRS / "held.jsonl"))
    with tempfile.TemporaryDirectory() as folder, running_ministack(free_port(), Path(folder)) as url:
        os.environ.update(environment(url))
        AskedRow.create_table(wait=True)
        Console().print(_measured(texts[:QUESTIONS], texts[QUESTIONS : QUESTIONS + 60]))


def _measured(kept: list[str], others: list[str]) -> Table:
    embedder = MiniLm()
    known = [meaning(text) for text in kept]
    cache = DynamoReplyCache(embedder, SystemClock())
    for text in kept:
        cache.keep(_call(text), ProviderReply("{}", "any", Usage()))
    again = [f"{text} please" for text in kept[:60]]
    table = Table("ms", "p50", "p95", title=f"{len(kept)} questions in the scope")
    _row(table, "rules alone: one question against all", others, lambda text: _compare(text, known))
    _row(table, "embedding one question", others, lambda text: embedder.embed([text]))
    _row(table, "find, no hit", others, lambda text: cache.find(_call(text)))
    _row(table, "find, hit, with the embedding", again, lambda text: cache.find(_call(text)))
    _row(table, "find, hit, embedded before", again, lambda text: cache.find(_call(text)))
    fresh = lambda text: DynamoReplyCache(embedder, SystemClock()).find(_call(text))  # noqa: E731
    _row(table, "find, no hit, in a new process", others[:10], fresh)
    return table


def _compare(text: str, known: list[Meaning]) -> None:
    wanted = meaning(text)
    for each in known:
        same(wanted, each)


def _row(table: Table, label: str, texts: list[str], call: Callable[[str], object]) -> None:
    times = sorted(_timed(call, text) for text in texts)
    table.add_row(label, f"{times[len(times) // 2]:.1f}", f"{times[int(len(times) * 0.95)]:.1f}")


def _timed(call: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    call(text)
    return (time.process_time() - started) * _MS


def _call(text: str) -> Call:
    scope = Scope(tenant_id("speed"), "FACT", "1", sources=("mtg_1@v1",))
    return Call(scope, text, (Message("system", "Answer."), Message("user", text)), 15_000)


if __name__ == "__main__":
    main()
