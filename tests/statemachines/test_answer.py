"""The answer machine, run: straight through, past what needs no contract, and to a conclusion whatever fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.local.cloud import Cloud
from tests.statemachines.actors import actor, play

ORDER = {"question": {"text": "?"}, "replay_of": None}
PREPARED = {"prepared": {"verdict": "v"}, "work": [{"contract": "A"}, {"contract": "B"}]}


class Stage:
    """The machine's three parts with their scripts, and what each was called with."""

    def __init__(self, cloud: Cloud, folder: Path, **scripts: list[Any]) -> None:
        self.cloud, self.folder = cloud, folder
        self.arns = {
            f"Answer{name.title()}Arn": actor(cloud.endpoint, str(folder / name), script)
            for name, script in scripts.items()
        }

    def play(self) -> dict[str, Any]:
        return play(self.cloud.endpoint, "answer", self.arns, ORDER)

    def calls(self, name: str) -> list[Any]:
        log = self.folder / name
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def test_every_contract_of_the_chain_runs_and_the_conclusion_gets_all(cloud: Cloud, tmp_path: Path) -> None:
    stage = Stage(
        cloud, tmp_path, prepare=[PREPARED], execute=[{"n": 1}, {"n": 2}], conclude=[{"id": "run_1"}]
    )
    execution = stage.play()
    assert (execution["status"], json.loads(execution["output"])) == ("SUCCEEDED", {"id": "run_1"})
    assert stage.calls("execute") == PREPARED["work"]
    assert stage.calls("conclude") == [
        {"order": ORDER, "prepared": PREPARED["prepared"], "executed": [{"n": 1}, {"n": 2}], "failed": False}
    ]


def test_a_question_without_work_goes_straight_to_its_conclusion(cloud: Cloud, tmp_path: Path) -> None:
    stage = Stage(
        cloud, tmp_path, prepare=[PREPARED | {"work": []}], execute=["fail"], conclude=[{"id": "run_1"}]
    )
    assert stage.play()["status"] == "SUCCEEDED"
    assert stage.calls("execute") == []
    assert stage.calls("conclude")[0]["executed"] == []


@pytest.mark.parametrize(("broken", "prepared"), [("prepare", None), ("execute", PREPARED["prepared"])])
def test_a_stage_that_fails_is_still_concluded_with_what_was_prepared(
    cloud: Cloud, tmp_path: Path, broken: str, prepared: object
) -> None:
    one = PREPARED | {"work": [{"contract": "A"}]}
    scripts: dict[str, list[Any]] = {"prepare": [one], "execute": [{}], "conclude": [{"id": "run_1"}]}
    stage = Stage(cloud, tmp_path, **{**scripts, broken: ["fail"]})
    assert stage.play()["status"] == "SUCCEEDED"
    assert stage.calls("conclude") == [{"order": ORDER, "prepared": prepared, "executed": [], "failed": True}]


def test_a_conclusion_that_fails_once_is_tried_again(cloud: Cloud, tmp_path: Path) -> None:
    stage = Stage(cloud, tmp_path, prepare=[PREPARED], execute=[{}], conclude=["fail", {"id": "run_1"}])
    assert stage.play()["status"] == "SUCCEEDED"
    assert len(stage.calls("conclude")) == 2


@pytest.mark.parametrize("dies", ["prepare", "execute"])
def test_a_stage_whose_worker_dies_is_tried_again(cloud: Cloud, tmp_path: Path, dies: str) -> None:
    scripts: dict[str, list[Any]] = {
        "prepare": [PREPARED],
        "execute": [{"n": 1}],
        "conclude": [{"id": "run_1"}],
    }
    stage = Stage(cloud, tmp_path, **{**scripts, dies: ["fail", *scripts[dies]]})
    assert stage.play()["status"] == "SUCCEEDED"
    (concluded,) = stage.calls("conclude")
    assert (concluded["failed"], concluded["prepared"]) == (False, PREPARED["prepared"])
