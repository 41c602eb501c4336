"""A call's own time: its whole time less the endpoint's, so it holds the client and the loopback too.

On a busy machine it also holds the waiting for a processor; the processor's own time beside it doesn't.
"""

import sys
from collections.abc import Mapping

import httpx
from rich.table import Table

from bench.measures import percentile
from bench.processes import ROOT, Caller, ask, started

PEERS = ROOT / ".venv" / "peers" / "bin" / "python"
ROUNDS, WARM_UP = 300, 20


def own_times(url: str) -> Table:
    """Return the table of both callers, which take turns."""
    columns = ("p50", "p95", "processor, p50", "processor, p95")
    table = Table("", *columns, title="Own time around a call, ms", title_justify="left")
    ours = [sys.executable, "-m", "bench.gateway_caller", url]
    with (
        started(ours) as quarterdeck,
        started([str(PEERS), "bench/litellm_caller.py", url]) as litellm,
    ):
        for name, pairs in _in_turns(url, {"Quarterdeck": quarterdeck, "litellm": litellm}).items():
            own, work = zip(*pairs, strict=True)
            shown = [percentile(values, percent) for values in (own, work) for percent in (50, 95)]
            table.add_row(name, *(f"{value:.1f}" for value in shown))
    return table


def _in_turns(url: str, callers: Mapping[str, Caller]) -> dict[str, list[tuple[float, float]]]:
    """Return each caller's own times and processor times; the endpoint has one call at a time."""
    own: dict[str, list[tuple[float, float]]] = {name: [] for name in callers}
    with httpx.Client(base_url=url.removesuffix("/v1"), trust_env=False) as server:
        for number in range(WARM_UP + ROUNDS):
            for name, caller in callers.items():
                took, work = ask(caller)
                [served] = server.get("/times").json()["ms"]
                if number >= WARM_UP:
                    own[name].append((took - served, work))
    return own
