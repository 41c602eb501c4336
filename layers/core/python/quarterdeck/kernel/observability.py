"""Logs, metrics and spans: the only room that knows Powertools and the tracer behind it.

Every log line carries what ``bind`` was given: tenant, correlation id, run id, stage. No text of a question,
a transcript or a secret belongs in a log line; what has the shape of personal data or a secret is taken out of it.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from aws_lambda_powertools import Logger

from quarterdeck.kernel.logs import PrivateFormatter

T = TypeVar("T")

logger = Logger(
    service=os.environ.get("POWERTOOLS_SERVICE_NAME", "quarterdeck"),
    logger_formatter=PrivateFormatter(utc=True, serialize_stacktrace=False),
)


class Unforeseen(Exception):
    """A handler failed; the log has where, and the message has the error's type alone."""


def bind(
    *,
    tenant: str | None = None,
    correlation_id: str | None = None,
    run_id: str | None = None,
    stage: str | None = None,
) -> None:
    """Begin an invocation's log context; what is not given is cleared."""
    logger.clear_state()
    fields = {"tenant": tenant, "correlation_id": correlation_id, "run_id": run_id, "stage": stage}
    logger.append_keys(**{key: value for key, value in fields.items() if value is not None})


def private(handler: Callable[[dict[str, Any], object], T]) -> Callable[[dict[str, Any], object], T]:
    """Log what the handler fails with, and fail without its message, which the runtime would log as it is."""

    @wraps(handler)
    def run(event: dict[str, Any], context: object) -> T:
        try:
            return handler(event, context)
        except Exception as error:
            logger.exception("unforeseen")
            raise Unforeseen(type(error).__name__) from None

    return run


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """Emit one metric in CloudWatch's embedded metric format."""
    _emit(name, "Count", value, dimensions)


def duration(name: str, ms: float, **dimensions: str) -> None:
    """Emit one time in milliseconds."""
    _emit(name, "Milliseconds", ms, dimensions)


def _emit(name: str, unit: str, value: float, dimensions: dict[str, str]) -> None:
    # Powertools' own way takes seven times as long, and every call of a model waits for it.
    service = os.environ.get("POWERTOOLS_SERVICE_NAME")
    dimensions = dimensions | ({"service": service} if service else {})
    directive = {
        "Namespace": os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "Quarterdeck"),
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit}],
    }
    told = {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [directive]}
    print(json.dumps({"_aws": told, **dimensions, name: [float(value)]}, separators=(",", ":")))


@contextmanager
def span(name: str, ms: Callable[[str, float], None] | None = None) -> Iterator[None]:
    """Time a stage: a subsegment of the trace where tracing is on, and ``ms(name, milliseconds)`` at its end."""
    started = time.perf_counter()
    with _subsegment(name):
        yield
    if ms:
        ms(name, (time.perf_counter() - started) * 1000)


@contextmanager
def _subsegment(name: str) -> Iterator[None]:
    if not os.environ.get("_X_AMZN_TRACE_ID") or os.environ.get("TRACING", "off") != "on":
        yield
        return
    from aws_lambda_powertools import Tracer  # noqa: PLC0415 - 105 ms of import that only a traced function pays

    with Tracer().provider.in_subsegment(name=f"## {name}"):
        yield
