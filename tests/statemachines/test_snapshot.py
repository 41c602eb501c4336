"""The snapshot machine, run: by turns to a snapshot, to a failure with its reason, and on to the next wish."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.local.cloud import Cloud
from tests.statemachines.actors import actor, play

WISH = {"tenant": "t", "kind": "auto", "correlation_id": "c"}


def turn(state: str, seconds: int = 0, reason: str | None = None) -> dict[str, Any]:
    return {"state": state, "seconds": seconds, "reason": reason}


def snapshot(cloud: Cloud, folder: Path, **scripts: list[Any]) -> tuple[str, dict[str, list[Any]]]:
    """Run the machine with these scripts; return its status and what each part was called with."""
    given: dict[str, list[Any]] = {
        "sync": [turn("done")],
        "build": [{"version": "v1"}],
        "finish": [{"again": None}],
    }
    arns = {
        f"Snapshot{name.title()}Arn": actor(cloud.endpoint, str(folder / name), script)
        for name, script in (given | scripts).items()
    }
    status = play(cloud.endpoint, "snapshot", arns, WISH)["status"]
    logs = {name: folder / name for name in given}
    return status, {
        name: [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        for name, log in logs.items()
    }


def test_a_sync_that_is_done_is_built_and_finished_by_one_holder(cloud: Cloud, tmp_path: Path) -> None:
    status, calls = snapshot(cloud, tmp_path)
    assert status == "SUCCEEDED"
    job = calls["sync"][0]
    assert job == WISH | {"holder": job["holder"]}
    assert job["holder"]
    assert calls["build"] == [job]
    assert calls["finish"] == [job | {"version": "v1", "reason": None}]


def test_turns_follow_one_another_and_waits_until_it_is_done(cloud: Cloud, tmp_path: Path) -> None:
    script = [turn("more"), turn("wait", 1), turn("done")]
    status, calls = snapshot(cloud, tmp_path, sync=script)
    assert status == "SUCCEEDED"
    assert len(calls["sync"]) == 3
    assert len({json.dumps(job) for job in calls["sync"]}) == 1


def test_a_tenant_that_another_execution_syncs_is_left_to_it(cloud: Cloud, tmp_path: Path) -> None:
    status, calls = snapshot(cloud, tmp_path, sync=[turn("held")])
    assert (status, calls["build"], calls["finish"]) == ("SUCCEEDED", [], [])


def test_a_failure_is_finished_with_its_reason_and_without_a_build(cloud: Cloud, tmp_path: Path) -> None:
    status, calls = snapshot(cloud, tmp_path, sync=[turn("failed", reason="no table Features")])
    assert (status, calls["build"]) == ("SUCCEEDED", [])
    assert calls["finish"][0]["reason"] == "no table Features"
    assert calls["finish"][0]["version"] is None


@pytest.mark.parametrize("part", ["sync", "build", "finish"])
def test_a_fault_that_passes_is_tried_again(cloud: Cloud, tmp_path: Path, part: str) -> None:
    good = {"sync": turn("done"), "build": {"version": "v1"}, "finish": {"again": None}}[part]
    status, calls = snapshot(cloud, tmp_path, **{part: ["fail", good]})
    assert status == "SUCCEEDED"
    assert len(calls[part]) == 2
    assert calls["finish"][-1]["reason"] is None


def test_a_sync_that_was_wished_for_meanwhile_follows_with_its_kind(cloud: Cloud, tmp_path: Path) -> None:
    status, calls = snapshot(cloud, tmp_path, finish=[{"again": "full"}, {"again": None}])
    assert status == "SUCCEEDED"
    assert [job["kind"] for job in calls["sync"]] == ["auto", "full"]
    assert [job["kind"] for job in calls["finish"]] == ["auto", "full"]
    assert len({job["holder"] for job in calls["sync"]}) == 1
