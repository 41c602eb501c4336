"""What functions that ask language models are given, and who watches over the providers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from infra.cdk.alarms import Alarms
from infra.cdk.foundation import foundation
from infra.cdk.model_routes import read_routes
from infra.cdk.models import Models
from infra.cdk.target import aws
from tests.infra.template import of_type, target_of

ROUTES = """
[providers.nova]
protocol = "bedrock"
small = "amazon.nova-lite-v1:0"
large = "eu.amazon.nova-pro-v1:0"

[routes.default]
primary = "nova"
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "routes.toml"
    path.write_text(ROUTES)
    return path


def test_the_probe_runs_each_minute_and_what_it_can_not_do_is_kept(template: dict[str, Any]) -> None:
    rules = of_type(template, "AWS::Events::Rule").values()
    (rule,) = [rule for rule in rules if rule.get("ScheduleExpression") == "rate(1 minute)"]
    (target,) = rule["Targets"]
    assert target_of(target["Arn"]) == "ModelsLlmProbe"
    assert target_of(target["DeadLetterConfig"]["Arn"]) == "ModelsProbeDeadLetters"
    assert target["RetryPolicy"] == {"MaximumRetryAttempts": 0}


def test_only_the_schedule_may_start_the_probe(template: dict[str, Any]) -> None:
    granted = of_type(template, "AWS::Lambda::Permission").values()
    (permission,) = [each for each in granted if target_of(each["FunctionName"]) == "ModelsLlmProbe"]
    assert permission["Principal"] == "events.amazonaws.com"
    assert target_of(permission["SourceArn"]).startswith("ModelsSchedule")


def test_a_file_of_routes_becomes_a_setting_and_the_right_to_ask_its_bedrock_models(
    document: Path, stand_in_layers: Path
) -> None:
    stack = Stack(App(), "Routed")
    target = aws({"llm_routes": str(document)}.get)
    base = foundation(stack, replace(target, layers=stand_in_layers), Alarms(stack, "Alarms", target))
    Models(stack, "Models", base)
    template = Template.from_stack(stack).to_json()
    (function,) = of_type(template, "AWS::Lambda::Function").values()
    assert '"primary":"nova"' in function["Environment"]["Variables"]["LLM_ROUTES"]
    statements = [
        s for p in of_type(template, "AWS::IAM::Policy").values() for s in p["PolicyDocument"]["Statement"]
    ]
    (invoke,) = [s for s in statements if "bedrock:InvokeModel" in s["Action"]]
    arns = ["".join(part for part in r["Fn::Join"][1] if isinstance(part, str)) for r in invoke["Resource"]]
    assert sorted(arn.rpartition(":bedrock:")[2] for arn in arns) == [
        "*::foundation-model/amazon.nova-pro-v1:0",
        "::foundation-model/amazon.nova-lite-v1:0",
        "::inference-profile/eu.amazon.nova-pro-v1:0",
    ]


def test_routes_that_can_not_work_are_not_deployed(document: Path) -> None:
    document.write_text(ROUTES.replace('primary = "nova"', 'primary = "nava"'))
    with pytest.raises(ValueError, match="unknown providers: nava"):
        read_routes(str(document))


def test_routes_that_no_setting_can_hold_are_not_deployed(document: Path) -> None:
    document.write_text(ROUTES + "".join(f'[routes.CONTRACT_{n}]\nprimary = "nova"\n' for n in range(200)))
    with pytest.raises(ValueError, match="3000 fit"):
        read_routes(str(document))
