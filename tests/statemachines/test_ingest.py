"""The ingest machine, run: to completed, to failed with a reason, and past faults that pass."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.local.cloud import Cloud
from tests.statemachines.actors import actor, play

JOB = {"tenant": "t", "meeting_id": "m", "correlation_id": "c"}


def ingest(cloud: Cloud, folder: Path, **scripts: list[Any]) -> tuple[str, dict[str, list[Any]]]:
    """Run the machine with these scripts; return its status and what each part was called with."""
    given: dict[str, list[Any]] = {
        "parse": [{"reason": None}],
        "index": [{"passages": 7}],
        "finish": [{"status": "x"}],
    }
    arns = {
        f"Ingest{name.title()}Arn": actor(cloud.endpoint, str(folder / name), script)
        for name, script in (given | scripts).items()
    }
    status = play(cloud.endpoint, "ingest", arns, JOB)["status"]
    logs = {name: folder / name for name in given}
    return status, {
        name: [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        for name, log in logs.items()
    }


def test_a_readable_upload_is_indexed_and_completed(cloud: Cloud, tmp_path: Path) -> None:
    status, calls = ingest(cloud, tmp_path)
    assert status == "SUCCEEDED"
    assert calls == {"parse": [JOB], "index": [JOB], "finish": [JOB | {"passages": 7, "reason": None}]}


def test_an_unreadable_upload_ends_as_failed_with_its_reason(cloud: Cloud, tmp_path: Path) -> None:
    status, calls = ingest(cloud, tmp_path, parse=[{"reason": "it is empty"}])
    assert status == "SUCCEEDED"
    assert calls["index"] == []
    assert calls["finish"] == [JOB | {"passages": 0, "reason": "it is empty"}]


@pytest.mark.parametrize("part", ["parse", "index", "finish"])
def test_a_fault_that_passes_is_tried_again(cloud: Cloud, tmp_path: Path, part: str) -> None:
    good = {"parse": {"reason": None}, "index": {"passages": 7}, "finish": {"status": "x"}}[part]
    status, calls = ingest(cloud, tmp_path, **{part: ["fail", good]})
    assert status == "SUCCEEDED"
    assert len(calls[part]) == 2
    assert calls["finish"][-1]["reason"] is None
