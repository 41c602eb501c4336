"""``python -m bench.gateway``: what the gateway adds to a call, beside litellm; a dead primary; a shared budget.

litellm is installed into an environment of its own by ``make peers``; both callers are processes that take turns at
the same endpoint. A call's own time is its whole time less the endpoint's, so it holds the client and the loopback too.
"""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path

import boto3
import httpx
from rich.console import Console
from rich.table import Table

from bench.gateway_caller import EXTRACT, Finding, call, gateway
from bench.measures import percentile
from infra.local import aws
from infra.local.ministack import free_port, running_ministack
from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.budget import Ledger
from quarterdeck.services.llm.budget_memory import MemoryLedger
from quarterdeck.services.llm.budget_table import TableLedger
from quarterdeck.services.llm.routes import Allowances
from quarterdeck.services.llm.table import TABLE

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv" / "peers" / "bin" / "python"
ROUNDS, WARM_UP = 300, 20
DEAD_CALLS, DEADLINE_MS = 1_000, 5_000
CALLERS, LIMIT_USD = 50, "0.02"

Caller = subprocess.Popen[str]


def main() -> None:
    """Measure and print."""
    if not PEERS.exists():
        sys.exit("litellm is not installed: run make peers")
    console = Console()
    with _model_server() as url:
        console.print(_own_times(url))
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            logger.registered_handler.setStream(nowhere)  # type: ignore[attr-defined]
            dead, budgets = _dead_primary(url), _one_budget(url)
    console.print(dead, budgets)


def _own_times(url: str) -> Table:
    table = Table("", "p50", "p95", title="Own time around a call, ms", title_justify="left")
    ours = [sys.executable, "-m", "bench.gateway_caller", url]
    with _started(ours) as quarterdeck, _started([str(PEERS), "bench/litellm_caller.py", url]) as litellm:
        callers = {"Quarterdeck": quarterdeck, "litellm": litellm}
        for name, times in _in_turns(url, callers).items():
            table.add_row(name, *(f"{percentile(times, percent):.1f}" for percent in (50, 95)))
    return table


def _in_turns(url: str, callers: Mapping[str, Caller]) -> dict[str, list[float]]:
    """Return each caller's own times; the endpoint has one call at a time."""
    own: dict[str, list[float]] = {name: [] for name in callers}
    with httpx.Client(base_url=url.removesuffix("/v1"), trust_env=False) as server:
        for number in range(WARM_UP + ROUNDS):
            for name, caller in callers.items():
                took = _ask(caller)
                [served] = server.get("/times").json()["ms"]
                if number >= WARM_UP:
                    own[name].append(took - served)
    return own


def _ask(caller: Caller) -> float:
    if caller.stdin is None or caller.stdout is None:
        raise TypeError("a caller talks through pipes")
    caller.stdin.write("\n")
    caller.stdin.flush()
    return float(caller.stdout.readline())


def _dead_primary(url: str) -> Table:
    table = Table(
        "primary",
        "calls",
        "by the fallback",
        "over the deadline",
        "p50 ms",
        "p95 ms",
        "longest",
        title_justify="left",
    )
    table.title = f"The primary is dead, the deadline {DEADLINE_MS} ms"
    with _silent_server() as silent:
        for name, dead in (
            ("refuses to connect", f"http://127.0.0.1:{free_port()}/v1"),
            ("never answers", silent),
        ):
            asked, by, times = gateway(dead, url), Counter[str](), []
            for _ in range(DEAD_CALLS):
                began = time.perf_counter()
                by[asked.complete(call(DEADLINE_MS), Finding, lambda: EXTRACT).provider] += 1
                times.append((time.perf_counter() - began) * 1000)
            late = sum(took > DEADLINE_MS for took in times)
            shown = [f"{value:.1f}" for value in (percentile(times, 50), percentile(times, 95), max(times))]
            table.add_row(name, str(DEAD_CALLS), str(by["provider-1"]), str(late), *shown)
    return table


def _one_budget(url: str) -> Table:
    table = Table("ledger", "answered by the model", "limit", "spent", "overshoot", title_justify="left")
    table.title = f"{CALLERS} callers at once spend one budget, nano-dollars"
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _table_ledger(Path(folder)) as in_table:
        ledgers: dict[str, Ledger] = {"in process": MemoryLedger(), "DynamoDB (emulated)": in_table}
        for name, ledger in ledgers.items():
            answered, spent = _race(url, ledger)
            limit = int(float(LIMIT_USD) * 10**9)
            table.add_row(name, str(answered), str(limit), str(spent), str(max(spent - limit, 0)))
    return table


def _race(url: str, ledger: Ledger) -> tuple[int, int]:
    """Return how many calls a model answered until the budget was used up, and what all of them cost."""
    budget = Allowances.model_validate({"day_usd": LIMIT_USD})
    asked, together = gateway(url, seconds=20, budget=budget, ledger=ledger), threading.Barrier(CALLERS)

    def spend(_: int) -> list[int]:
        together.wait()
        costs: list[int] = []
        while not (completion := asked.complete(call(30_000), Finding, lambda: EXTRACT)).broke:
            costs.append(completion.cost)
        return costs

    with ThreadPoolExecutor(CALLERS) as pool:
        costs = [cost for each in pool.map(spend, range(CALLERS)) for cost in each]
    return len(costs), sum(costs)


@contextmanager
def _table_ledger(folder: Path) -> Iterator[TableLedger]:
    with running_ministack(free_port(), folder) as endpoint:
        os.environ.update(aws.environment(endpoint))
        boto3.client("dynamodb", **aws.options(endpoint)).create_table(
            TableName=TABLE.name,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
        )
        yield TableLedger(TABLE.name)


@contextmanager
def _silent_server() -> Iterator[str]:
    """Listen, and never say a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


@contextmanager
def _model_server() -> Iterator[str]:
    with _started([sys.executable, "-m", "bench.model_server"]) as server:
        if server.stdout is None:
            raise TypeError("the server says its address through a pipe")
        yield server.stdout.readline().strip()


@contextmanager
def _started(command: list[str]) -> Iterator[Caller]:
    """Run the command until the context ends, when its stdin closes."""
    environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_PROXY": "127.0.0.1"}
    with ExitStack() as running:
        process = running.enter_context(
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        )
        yield process


if __name__ == "__main__":
    main()
