"""The checks that guard a deployment do run, and the templates pass them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_s3 as s3

from infra.cdk.app import synthesise
from infra.cdk.nag import accept, check
from infra.cdk.target import aws


def test_every_finding_of_the_checks_is_accepted(assembly: Path) -> None:
    report = json.loads((assembly / "validation-report.json").read_text())
    assert report["pluginReports"] == []


def test_a_finding_that_is_not_accepted_stops_synthesis(
    stand_in_layers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.cdk.secrets.accept", lambda *_: None)
    with pytest.raises(RuntimeError, match="AwsSolutions-SMG4"):
        synthesise(
            lambda context: replace(aws(context), layers=stand_in_layers), str(tmp_path), validate=True
        )


@pytest.mark.parametrize("forgetful", ["Careful", "Another"])
def test_a_finding_is_accepted_where_it_is_and_no_further(tmp_path: Path, forgetful: str) -> None:
    app = App(outdir=str(tmp_path))
    check(app)
    stacks = {name: Stack(app, name) for name in ("Careful", "Another")}
    accept(s3.Bucket(stacks["Careful"], "Accepted", enforce_ssl=True), "S1", "for this test")
    s3.Bucket(stacks[forgetful], "Forgotten", enforce_ssl=True)
    with pytest.raises(RuntimeError, match=f"{forgetful}/Forgotten"):
        app.synth()


def test_every_exception_from_the_checks_says_why(assembly: Path) -> None:
    accepted = [reason for rules in _notes(assembly, "acknowledged-rules") for reason in rules.values()]
    assert accepted
    assert [reason for reason in accepted if len(reason.split()) < 5] == []


def test_the_cdk_warns_of_nothing(assembly: Path) -> None:
    assert _notes(assembly, "warning") == []


def _notes(assembly: Path, kind: str) -> list[Any]:
    """Return what the CDK noted of this kind at any construct."""
    stacks = [json.loads(path.read_text()) for path in assembly.glob("*.metadata.json")]
    notes = [note for stack in stacks for found in stack.values() for note in found]
    return [note["data"] for note in notes if note["type"] == f"aws:cdk:{kind}"]
