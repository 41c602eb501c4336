"""The export machine, run: goes until the archive is sealed, then a receipt, or a failure on record."""

import json
from pathlib import Path
from typing import Any

from infra.local.cloud import Cloud
from tests.statemachines.actors import actor, play

ABOUT = {"tenant": "t", "export_id": "e", "kind": "person", "subject": "p", "correlation_id": "c"}
ENDED = {"tenant": "t", "export_id": "e", "correlation_id": "c"}
FOUND = [{"store": "keys", "items": 1, "bytes": 9}, {"store": "runs", "items": 0, "bytes": 0}]


def step(
    left: list[str], cursor: str | None = None, *, goes: int = 0, sealed: bool = False
) -> dict[str, Any]:
    archive = {"upload": "u", "size": 100 * goes, "parts": 0, "goes": goes}
    found = FOUND if goes else []
    return ABOUT | {"left": left, "cursor": cursor, "found": found, "archive": archive, "sealed": sealed}


GIVEN = step(["keys", "runs"])
SEALED = step([], goes=2, sealed=True)


def export(cloud: Cloud, folder: Path, script: list[Any]) -> tuple[str, list[Any], list[Any]]:
    """Run the machine with this script of the steps; return its status and what both parts were called with."""
    arns = {
        "ExportStepArn": actor(cloud.endpoint, str(folder / "step"), script),
        "ExportFinishArn": actor(cloud.endpoint, str(folder / "finish"), [{"status": "x"}]),
    }
    status = play(cloud.endpoint, "export", arns, GIVEN)["status"]
    steps, finishes = (
        [json.loads(line) for line in (folder / name).read_text().splitlines()] for name in ("step", "finish")
    )
    return status, steps, finishes


def test_each_step_is_given_what_the_one_before_said_until_the_archive_is_sealed(
    cloud: Cloud, tmp_path: Path
) -> None:
    script = [step(["runs"], "here", goes=1), step([], goes=2), SEALED]
    status, steps, finishes = export(cloud, tmp_path, script)
    assert status == "SUCCEEDED"
    assert steps == [GIVEN, *script[:2]]
    assert finishes == [ENDED | {"found": FOUND, "size": 200}]


def test_a_fault_that_passes_is_tried_again_from_the_same_place(cloud: Cloud, tmp_path: Path) -> None:
    script = [step(["runs"], "here", goes=1), "fail", step([], goes=2), SEALED]
    status, steps, finishes = export(cloud, tmp_path, script)
    assert status == "SUCCEEDED"
    assert steps == [GIVEN, script[0], script[0], script[2]]
    assert finishes == [ENDED | {"found": FOUND, "size": 200}]
