"""GitHub tests every change, and deploys main without a stored key."""

import re
from typing import Any

import pytest
import yaml

from infra.cdk.target import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CDK = "aws-cdk@2.1148.1"


def _workflow(name: str) -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text())
    return workflow


def _commands(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_no_secret_is_read(path: Any) -> None:
    text = path.read_text()
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [action for action in used if not re.search(r"@v\d+$|^\./", action)] == []
    assert "secrets." not in text


def test_a_change_is_checked_and_tested() -> None:
    commands = _commands(_workflow("ci")["jobs"]["test"])
    assert [command.split(" PYTHON")[0] for command in commands] == ["make check", "make test"]


def test_main_is_deployed_after_its_tests_with_a_token_of_this_run() -> None:
    workflow = _workflow("deploy")
    deploy = workflow["jobs"]["deploy"]
    assert deploy["needs"] == "test"
    assert workflow["permissions"] == {"contents": "read"}
    assert deploy["permissions"] == {"contents": "read", "id-token": "write"}
    (login,) = [s for s in deploy["steps"] if "configure-aws-credentials" in s.get("uses", "")]
    assert login["with"]["role-to-assume"] == "${{ vars.AWS_DEPLOY_ROLE }}"
    assert any(f"{CDK} deploy" in command for command in _commands(deploy))


def test_the_manual_names_the_same_command_line() -> None:
    named = set(re.findall(r"aws-cdk@[\d.]+", (ROOT / "docs" / "operate.md").read_text()))
    assert named == {CDK}
