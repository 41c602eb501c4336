"""The erasure machine, run: store by store in as many goes as it takes, to a receipt or to a failure on record."""

import json
from pathlib import Path
from typing import Any

from infra.local.cloud import Cloud
from tests.statemachines.actors import actor, play

ABOUT = {"tenant": "t", "erasure_id": "e", "kind": "meeting", "subject": "m", "correlation_id": "c"}
GIVEN = ABOUT | {"stores": [{"store": name, "after_seconds": 0} for name in ("files", "runs")]}
ENDED = {"tenant": "t", "erasure_id": "e", "correlation_id": "c"}


def step(store: str, cursor: str | None, erased: int) -> dict[str, Any]:
    return ABOUT | {"store": store, "cursor": cursor, "erased": erased}


def first(store: str) -> dict[str, Any]:
    return step(store, None, 0) | {"after_seconds": 0}


def erase(cloud: Cloud, folder: Path, script: list[Any]) -> tuple[str, list[Any], list[Any]]:
    """Run the machine with this script of the steps; return its status and what both parts were called with."""
    arns = {
        "ErasureStepArn": actor(cloud.endpoint, str(folder / "step"), script),
        "ErasureFinishArn": actor(cloud.endpoint, str(folder / "finish"), [{"status": "x"}]),
    }
    status = play(cloud.endpoint, "erasure", arns, GIVEN)["status"]
    steps, finishes = (
        [json.loads(line) for line in (folder / name).read_text().splitlines()] for name in ("step", "finish")
    )
    return status, steps, finishes


def test_each_store_is_gone_through_to_its_end_and_counted(cloud: Cloud, tmp_path: Path) -> None:
    script = [step("files", None, 3), step("runs", "next", 2), step("runs", None, 5)]
    status, steps, finishes = erase(cloud, tmp_path, script)
    assert status == "SUCCEEDED"
    assert steps == [first("files"), first("runs"), step("runs", "next", 2)]
    assert finishes == [ENDED | {"taken": [{"store": "files", "erased": 3}, {"store": "runs", "erased": 5}]}]


def test_a_fault_that_passes_is_tried_again_from_the_same_place(cloud: Cloud, tmp_path: Path) -> None:
    script = [step("files", None, 3), step("runs", "next", 2), "fail", step("runs", None, 5)]
    status, steps, finishes = erase(cloud, tmp_path, script)
    assert status == "SUCCEEDED"
    assert steps[-2:] == [step("runs", "next", 2)] * 2
    assert finishes[0]["taken"][-1] == {"store": "runs", "erased": 5}
