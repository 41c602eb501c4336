"""``python -m bench.limits``: what the limits add to a request, beside one put of a row, and what parsing a body costs.

Tables are on the local emulator.
"""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measures import percentile
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.aws import client
from quarterdeck.platform.limits.bucket import Buckets
from quarterdeck.platform.limits.limiter import Limiter
from quarterdeck.platform.limits.policy import LimitClass, Rate, policy
from quarterdeck.rest.body import parsed
from tests.support.tables import running_tables

TIMES = 200
TENANT = tenant_id("bench")
TRANSCRIPT = json.dumps({"transcript": {"content": "So, what did they say? " * 180_000}}).encode()


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_tables(Path(folder), ["limits"]),
    ):
        _show("a request, by DynamoDB calls", _calls())
    question = json.dumps({"text": "What did they say about the price? " * 20}).encode()
    _show(
        "a body",
        {
            f"parsed, {len(question):,} bytes": _timed(lambda: parsed(question)),
            f"parsed, {len(TRANSCRIPT):,} bytes": _timed(lambda: parsed(TRANSCRIPT, 10**7), 10),
            "json.loads alone of the latter": _timed(lambda: json.loads(TRANSCRIPT), 10),
        },
    )


def _calls() -> dict[str, list[float]]:
    buckets = Buckets("limits", SystemClock())
    wide = Rate(per_minute=1, burst=10_000)
    names = iter(range(10 * TIMES))
    limiter = Limiter(buckets, policy())
    item = {"pk": {"S": "bench"}, "sk": {"S": "bench"}}
    return {
        "one put of a row": _timed(lambda: client("dynamodb").put_item(TableName="limits", Item=item)),
        "a bucket that is full": _timed(lambda: buckets.take("bench", str(next(names)), wide)),
        "a bucket in use": _timed(lambda: buckets.take("bench", "busy", wide)),
        "both buckets of a request": _timed(lambda: limiter.admit(TENANT, str(next(names)), LimitClass.READ)),
    }


def _timed(do: Callable[[], object], times: int = TIMES) -> list[float]:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _show(what: str, rows: dict[str, list[float]]) -> None:
    table = Table(what, "p50 ms", "p95 ms")
    for name, ms in rows.items():
        table.add_row(name, f"{percentile(ms, 50):.2f}", f"{percentile(ms, 95):.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
