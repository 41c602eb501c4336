"""Every role may do what its function or machine does, and nothing else."""

from typing import Any

import pytest

from tests.infra.actions import SEARCH, XRAY
from tests.infra.conftest import FUNCTIONS
from tests.infra.for_a_tenant import FOR_A_TENANT
from tests.infra.itself import ITSELF
from tests.infra.template import (
    each,
    function_ids,
    grants,
    name_of,
    of_type,
    role_of,
    target_of,
    tenant_role_of,
)

KEY = "EncryptionKey"

LOG_DELIVERY = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}


def granted(template: dict[str, Any], role_id: str) -> dict[str, set[str]]:
    """Return what the role may do, but for its use of the key, which follows from it (``test_encryption``)."""
    return {place: actions for place, actions in grants(template, role_id).items() if place != KEY}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_what_it_does_and_write_its_own_log(template: dict[str, Any], name: str) -> None:
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    log = target_of(properties["LoggingConfig"]["LogGroup"])
    everywhere = XRAY | ({"secretsmanager:ListSecrets"} if name == "erasure_step" else set())
    common = {"*": everywhere, log: {"logs:CreateLogStream", "logs:PutLogEvents"}}
    tenant_role = tenant_role_of(properties)
    taken = {name_of(tenant_role): {"sts:AssumeRole", "sts:TagSession"}} if tenant_role else {}
    assert granted(template, role_of(properties)) == ITSELF[name] | common | taken


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_for_a_tenant_what_it_does_for_one(template: dict[str, Any], name: str) -> None:
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    tenant_role = tenant_role_of(properties)
    assert (granted(template, tenant_role) if tenant_role else {}) == FOR_A_TENANT.get(name, {})


def test_no_two_functions_or_machines_share_a_role(template: dict[str, Any]) -> None:
    owners = of_type(template, "AWS::Lambda::Function") | of_type(
        template, "AWS::StepFunctions::StateMachine"
    )
    roles = [role_of(properties) for properties in owners.values()]
    roles += [role for each in owners.values() if "Environment" in each and (role := tenant_role_of(each))]
    assert len(roles) == len(set(roles))


@pytest.mark.parametrize(
    ("room", "machine", "functions"),
    [
        ("Answer", "Answer", ["Prepare", "Execute", "Conclude"]),
        ("Ingest", "Ingest", ["Parse", "Index", "Finish"]),
        ("Knowledge", "Snapshot", ["Sync", "Build", "Finish"]),
        ("Protection", "Erasure", ["Step", "Finish"]),
    ],
)
def test_a_machine_may_invoke_its_functions_only(
    template: dict[str, Any], room: str, machine: str, functions: list[str]
) -> None:
    machines = of_type(template, "AWS::StepFunctions::StateMachine").items()
    (properties,) = [found for key, found in machines if name_of(key) == f"{room}Machine"]
    allowed = grants(template, role_of(properties))
    everywhere = allowed.pop("*")
    assert allowed == {f"{room}{machine}{name}": {"lambda:InvokeFunction"} for name in functions}
    assert everywhere <= LOG_DELIVERY | XRAY | {"xray:GetSamplingRules", "xray:GetSamplingTargets"}


def test_no_policy_has_a_wildcard_among_its_actions(template: dict[str, Any]) -> None:
    actions = [
        action
        for policy in of_type(template, "AWS::IAM::Policy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        for action in each(statement["Action"])
    ]
    assert actions
    assert [action for action in actions if "*" in action] == []


def test_managed_policies_are_left_to_api_gateways_logging(template: dict[str, Any]) -> None:
    roles = of_type(template, "AWS::IAM::Role").items()
    assert [name_of(key) for key, role in roles if "ManagedPolicyArns" in role] == ["ApiRestCloudWatchRole"]


def test_the_search_domain_answers_those_who_search_and_lets_two_index(template: dict[str, Any]) -> None:
    (domain,) = of_type(template, "AWS::OpenSearchService::Domain").values()
    statements = domain["AccessPolicies"]["Statement"]
    allowed = {
        target_of(s["Principal"]["AWS"]): set(s["Action"]) for s in statements if s["Effect"] == "Allow"
    }
    assert allowed == {
        "AnswerAnswerPrepareRole": SEARCH,
        "AnswerAnswerExecuteRole": SEARCH,
        "ApiReadinessRole": SEARCH,
        "IngestIngestIndexRole": SEARCH | {"es:ESHttpPut"},
        "ProtectionErasureStepRole": SEARCH | {"es:ESHttpPut"},
    }
