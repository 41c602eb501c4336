"""All dependencies are asked at once, none is waited for long, and a report serves every caller for some seconds."""

import threading
import time
from datetime import timedelta

import pytest

from quarterdeck.platform.readiness import KEPT, Readiness
from tests.support.clocks import StillClock


def fails() -> None:
    raise ConnectionError("db-7.internal refused")


def test_those_that_fail_are_named_and_nothing_else_of_them() -> None:
    report = Readiness({"tables": fails, "objects": lambda: None}, StillClock()).report()
    assert report.down == ["tables"]
    assert report.answered == {"tables": False, "objects": True}


def test_one_that_hangs_counts_as_down_once_the_time_is_over() -> None:
    over = threading.Event()
    began = time.monotonic()
    report = Readiness(
        {"search": lambda: over.wait(30), "objects": lambda: None}, StillClock(), seconds=0.05
    ).report()
    assert (report.down, time.monotonic() - began < 20) == (["search"], True)
    over.set()


def test_all_are_asked_at_once() -> None:
    together = threading.Barrier(3, timeout=10)
    assert Readiness(dict.fromkeys(("a", "b", "c"), together.wait), StillClock()).report().down == []


@pytest.mark.parametrize(("later", "asked"), [(KEPT - timedelta(seconds=1), 1), (KEPT, 2)])
def test_a_report_is_kept_for_some_seconds(later: timedelta, asked: int) -> None:
    calls: list[None] = []
    clock = StillClock()
    readiness = Readiness({"tables": lambda: calls.append(None)}, clock)
    readiness.report()
    clock.at += later
    readiness.report()
    assert len(calls) == asked
