"""Log lines carry their context, metrics are embedded, and a stage is timed and traced, even one that fails."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import aws_lambda_powertools
import pytest

from quarterdeck.kernel.observability import span

PRELUDE = "from quarterdeck.kernel.observability import bind, count, duration, logger;"


def lines(code: str) -> list[dict[str, object]]:
    """Return what the code prints in a process of its own, as a function's log would hold it."""
    command = [sys.executable, "-c", PRELUDE + code]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout  # noqa: S603
    return [json.loads(line) for line in printed.splitlines()]


def test_each_line_carries_the_context_of_its_invocation_alone() -> None:
    first, second = lines(
        "bind(tenant='t1', correlation_id='c1', run_id='r1', stage='prepare'); logger.info('one');"
        "bind(tenant='t2', correlation_id='c2'); logger.info('two')"
    )
    assert {first[key] for key in ("tenant", "correlation_id", "run_id", "stage")} == {
        "t1",
        "c1",
        "r1",
        "prepare",
    }
    assert (second["tenant"], second["correlation_id"]) == ("t2", "c2")
    assert not {"run_id", "stage"} & second.keys()


def test_metrics_are_in_the_embedded_format_with_their_dimensions() -> None:
    answers, stage = lines(
        "count('Answers', outcome='answered'); duration('StageMilliseconds', 12.5, stage='prepare')"
    )
    assert answers["Answers"] == [1.0]
    assert stage["StageMilliseconds"] == [12.5]
    (directive,) = stage["_aws"]["CloudWatchMetrics"]  # type: ignore[index]
    assert directive["Namespace"] == "Quarterdeck"
    assert "stage" in directive["Dimensions"][0]
    assert directive["Metrics"] == [{"Name": "StageMilliseconds", "Unit": "Milliseconds"}]


def test_a_metric_says_whose_it_is_and_when_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "desk")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Elsewhere")
    (metric,) = lines("count('Answers', outcome='answered')")
    told: Any = metric["_aws"]
    assert told["CloudWatchMetrics"] == [
        {
            "Namespace": "Elsewhere",
            "Dimensions": [["outcome", "service"]],
            "Metrics": [{"Name": "Answers", "Unit": "Count"}],
        }
    ]
    assert (metric["outcome"], metric["service"]) == ("answered", "desk")
    assert 0 <= time.time() * 1000 - told["Timestamp"] < 60_000


def test_a_step_is_timed() -> None:
    times: list[tuple[str, float]] = []
    with span("gather", lambda name, ms: times.append((name, ms))):
        pass
    [(name, ms)] = times
    assert name == "gather"
    assert ms >= 0


@pytest.mark.parametrize("tracing", ["on", "off"])
def test_a_step_is_a_subsegment_where_tracing_is_on(monkeypatch: pytest.MonkeyPatch, tracing: str) -> None:
    opened: list[str] = []

    @contextmanager
    def in_subsegment(name: str) -> Iterator[None]:
        opened.append(name)
        yield

    provider = SimpleNamespace(in_subsegment=in_subsegment)
    monkeypatch.setattr(aws_lambda_powertools, "Tracer", lambda: SimpleNamespace(provider=provider))
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-00000000-000000000000000000000000")
    monkeypatch.setenv("TRACING", tracing)
    with span("verify"):
        pass
    assert opened == (["## verify"] if tracing == "on" else [])
