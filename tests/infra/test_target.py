"""The same suite for any account and region, and for the local cloud with what that can't do left out."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infra.cdk.target import aws
from tests.infra.template import name_of, of_type

OUTPUTS = {
    "ApiUrl",
    "SocketUrl",
    "BucketName",
    "EventBusName",
    "AnswerMachineArn",
    "IngestMachineArn",
    "SnapshotMachineArn",
    "ErasureMachineArn",
    "ExportMachineArn",
    "SlackSecretName",
    "LlmSecretName",
    "SearchEndpoint",
    "AnchorsBucketName",
    "AuditKeyArn",
    "AuditTable",
    "UserPoolId",
    "UserPoolClientId",
    "IdentityTable",
    "MeetingsTable",
    "KnowledgeTable",
    "OperationsTable",
    "AssistantTable",
    "OutboxTable",
    "IdempotencyTable",
    "OnetimeTable",
    "StreamsTable",
    "LlmTable",
}


STACKS = ["Quarterdeck", "QuarterdeckWatch"]
MOST_RESOURCES = 460  # of the 500 that CloudFormation takes
MOST_OUTPUTS = 180  # of 200


def _manifest(assembly: Path, stack: str) -> dict[str, Any]:
    artifact: dict[str, Any] = json.loads((assembly / "manifest.json").read_text())["artifacts"][stack]
    return artifact


@pytest.mark.parametrize("stack", STACKS)
def test_each_template_is_for_any_account_and_region(assembly: Path, stack: str) -> None:
    text = json.dumps(json.loads((assembly / f"{stack}.template.json").read_text()))
    # hashes of assets and in logical ids may hold 12 digits in a row
    assert re.findall(r"(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])", text) == []
    assert re.findall(r"\b(?:us|eu|ap)-[a-z]+-\d\b", text) == []
    assert _manifest(assembly, stack)["environment"] == "aws://unknown-account/unknown-region"


@pytest.mark.parametrize("stack", STACKS)
def test_each_stack_is_protected_and_tagged(assembly: Path, stack: str) -> None:
    properties = _manifest(assembly, stack)["properties"]
    assert properties["terminationProtection"] is True
    assert properties["tags"] == {
        "application": "quarterdeck",
        "owner": "revenue-team",
        "stage": "production",
    }


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("target", ["aws", "local"])
def test_each_stack_has_room_to_grow(assembly: Path, local_assembly: Path, target: str, stack: str) -> None:
    folder = {"aws": assembly, "local": local_assembly}[target]
    template = json.loads((folder / f"{stack}.template.json").read_text())
    assert len(template["Resources"]) <= MOST_RESOURCES, "move a capability to a stack of its own"
    assert len(template["Outputs"]) <= MOST_OUTPUTS


def test_the_suite_is_deployed_first_and_can_change_whatever_watches_it(
    assembly: Path, template: dict[str, Any]
) -> None:
    assert _manifest(assembly, "Quarterdeck")["dependencies"] == ["Quarterdeck.assets"]
    assert "Quarterdeck" in _manifest(assembly, "QuarterdeckWatch")["dependencies"]
    assert "GetStackOutput" not in json.dumps(template)
    assert [name for name, output in template["Outputs"].items() if "Export" in output] == []


def test_what_watches_is_apart_from_what_is_watched(template: dict[str, Any], watch: dict[str, Any]) -> None:
    kinds = ({resource["Type"] for resource in each["Resources"].values()} for each in (template, watch))
    suite, watching = kinds
    assert watching == {
        "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::Dashboard",
        "AWS::Logs::QueryDefinition",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
    }
    assert not suite & watching


@pytest.mark.parametrize("kind", ["AWS::Lambda::Function", "AWS::S3::Bucket", "AWS::SQS::Queue"])
def test_resources_carry_the_stacks_tags(template: dict[str, Any], kind: str) -> None:
    for resource in of_type(template, kind).values():
        tags = {tag["Key"]: tag["Value"] for tag in resource["Tags"]}
        assert tags == {"application": "quarterdeck", "owner": "revenue-team", "stage": "production"}


def test_the_outputs_say_where_everything_is(template: dict[str, Any], watch: dict[str, Any]) -> None:
    assert set(template["Outputs"]) >= OUTPUTS
    assert set(watch["Outputs"]) == {"AlarmTopicArn"}


def test_nothing_is_made_by_custom_resources(template: dict[str, Any], watch: dict[str, Any]) -> None:
    kinds = {resource["Type"] for each in (template, watch) for resource in each["Resources"].values()}
    assert [kind for kind in kinds if kind.startswith(("Custom::", "AWS::CloudFormation::"))] == []


def test_the_local_cloud_gets_all_but_the_search_domain_the_archive_and_alarms_on_math(
    template: dict[str, Any],
    watch: dict[str, Any],
    local_template: dict[str, Any],
    local_watch: dict[str, Any],
) -> None:
    everywhere, here = (
        {_name(key) for stack in stacks for key in stack["Resources"]}
        for stacks in ((template, watch), (local_template, local_watch))
    )
    here = {name for name in here if not name.endswith("OPTIONS")}  # where a page is worked on, beside
    assert here <= everywhere
    search = {name for name in everywhere if name.startswith(("SearchDomain", "AlarmsSearch"))}
    math = {"SnapshotHitShare", "SnapshotHitsFew", "AnswerErrorShare", "ApiErrorShare"}
    queries = {name for name in everywhere if name.startswith("Query")}
    assert everywhere - here == search | queries | {
        "EventsArchive",
        "SocketsApidefaultRouteResponse",
        *(f"Alarms{name}" for name in math),
    }


def _name(logical_id: str) -> str:
    """Return the logical id without its hash; a deployment of an API has one more, of what it deploys."""
    return name_of(re.sub(r"(?<=[0-9A-F]{8})[0-9a-f]{32}$", "", logical_id))


def test_the_local_cloud_keeps_nothing_and_points_where_its_launcher_says(
    local_template: dict[str, Any],
) -> None:
    tables = of_type(local_template, "AWS::DynamoDB::GlobalTable").values()
    assert not any(table["Replicas"][0].get("DeletionProtectionEnabled") for table in tables)
    told = [f["Environment"]["Variables"] for f in of_type(local_template, "AWS::Lambda::Function").values()]
    assert {v["SEARCH_URL"] for v in told if "SEARCH_URL" in v} == {"sqlite:///index.sqlite"}
    assert {v["SLACK_API_URL"] for v in told if "SLACK_API_URL" in v} == {"http://127.0.0.1:9/"}


def test_context_chooses_model_size_and_owner() -> None:
    context = {
        "llm_base_url": "https://models.example/v1",
        "llm_model": "m",
        "search_nodes": "2",
        "owner": "ops",
    }
    target = aws(context.get)
    assert (target.llm_base_url, target.llm_model) == ("https://models.example/v1", "m")
    assert (target.domain.nodes, target.domain.instance) == (2, "t3.small.search")
    assert target.owner == "ops"
