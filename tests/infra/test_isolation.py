"""Tenants' rows and objects are reached in sessions of their own tenant alone, whatever a function's code does."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.conftest import FUNCTIONS
from tests.infra.template import (
    Properties,
    each,
    function_ids,
    name_of,
    of_type,
    role_of,
    statements,
    target_of,
    tenant_role_of,
)

TENANT = "${aws:PrincipalTag/tenant}"
OWN_ROWS = {f"TENANT#{TENANT}", f"TENANT#{TENANT}#*"}
WAYS_IN = {"SESSION#*", "IDENTITY#*", "EMAIL#*", "DOMAIN#*", "SIGNUP#*"}
OF_NO_TENANT = {
    "api": WAYS_IN | {"ONETIME#*"},
    "authorizer": {"APIKEY#*", "SESSION#*", "IDENTITY#*", "TENANT#*#MEMBER", "TENANT#*#KEY"},
    "mail_send": {"ONETIME#*"},
    "audit_anchor": {"TENANT#*"},
    "slack_events": {"SLACK#*", "TENANT#*#SLACK#*"},
    "slack_interactions": {"SLACK#*"},
    "snapshot_start": {"KNOWLEDGE#CONNECTED"},
    "answer_prepare": {"PROVIDER#*"},
    "answer_execute": {"PROVIDER#*"},
    "llm_probe": {"PROVIDER#*"},
    "webhooks": {"WEBHOOK#*"},
    "socket_authorizer": {"ONETIME#*"},
}
"""The rows that a function reaches for no tenant: those in whose keys none is named, Slack's deliveries, the members
whom a credential may speak for, the day of a key's use, and the audit trail for the one who signs where it ends.
"""

ADDRESSES = {
    "api": WAYS_IN | {"APIKEY#*", "WEBHOOK#*", "ONETIME#*"},
    "mail_send": {"SIGNUP#*", "ONETIME#*"},
    "export_step": {"WEBHOOK#*"},
    "erasure_step": WAYS_IN | {"APIKEY#*", "SLACK#*", "WEBHOOK#*", "ONETIME#*", "KNOWLEDGE#CONNECTED"},
}
"""Rows that a tenant makes but that are found before it is known: by a secret's digest, an address or a random id."""

SIGNS_FOR_ALL = {"audit_anchor"}

WITHOUT_KEYS = {
    "dynamodb:PartiQLSelect",
    "dynamodb:PartiQLUpdate",
    "dynamodb:ExportTableToPointInTime",
}


OF_THE_WHOLE = {"dynamodb:DescribeTable", "s3:GetBucketLocation"}
"""What tells of a table or a bucket as a whole, and of nothing in it."""


def on_tables(template: dict[str, Any]) -> Iterator[Properties]:
    for policy in of_type(template, "AWS::IAM::Policy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            tables = [target_of(resource).startswith("Tables") for resource in each(statement["Resource"])]
            actions = set(each(statement["Action"])) - OF_THE_WHOLE
            if any(tables) and actions and not actions & {"dynamodb:GetRecords", "dynamodb:Scan"}:
                yield statement


def keys_of(statement: Properties) -> set[str]:
    condition = statement["Condition"]
    assert condition["Null"] == {"dynamodb:LeadingKeys": "false"}
    assert set(condition) == {"ForAllValues:StringLike", "Null"}
    return set(each(condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]))


def test_every_statement_on_a_table_names_keys_and_fails_closed(template: dict[str, Any]) -> None:
    found = [keys_of(statement) for statement in on_tables(template)]
    assert len(found) >= len(FUNCTIONS)
    assert {keys for each_found in found for keys in each_found} == OWN_ROWS.union(
        *OF_NO_TENANT.values(), *ADDRESSES.values()
    )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_itself_reaches_no_tenants_rows_or_objects(template: dict[str, Any], name: str) -> None:
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    own = list(statements(template, role_of(properties)))
    reached = [keys_of(s) for s in own if s in list(on_tables(template))]
    assert set().union(*reached) == OF_NO_TENANT.get(name, set())
    on_objects = [s for s in own if any(a.startswith("s3:") for a in {*each(s["Action"])} - OF_THE_WHOLE)]
    assert bool(on_objects) is (name in SIGNS_FOR_ALL)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_in_a_tenants_session_a_function_reaches_that_tenants_alone(
    template: dict[str, Any], name: str
) -> None:
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    role = tenant_role_of(properties)
    for statement in statements(template, role) if role else ():
        match each(statement["Action"]):
            case ["s3:ListBucket" | "s3:ListBucketVersions", *_]:
                assert statement["Condition"] == {"StringLike": {"s3:prefix": f"tenants/{TENANT}/*"}}
            case [first, *_] if first.startswith("s3:"):
                bucket, _, keys = target_of(statement["Resource"]).partition("/")
                assert bucket in {"ObjectsBucket", "AuditAnchors"}
                assert keys in {f"tenants/{TENANT}/*", f"tenants/{TENANT}/exports/*"}
            case [first, *_] if first.startswith("kms:"):
                assert target_of(statement["Resource"]) == "EncryptionKey"
            case _:
                assert keys_of(statement) - ADDRESSES.get(name, set()) <= OWN_ROWS


def test_nobody_reads_a_table_without_keys(template: dict[str, Any]) -> None:
    policies = of_type(template, "AWS::IAM::Policy").values()
    actions = {a for p in policies for s in p["PolicyDocument"]["Statement"] for a in each(s["Action"])}
    assert "dynamodb:Query" in actions
    assert not actions & WITHOUT_KEYS


def test_one_function_lists_keys_and_whose_they_are_and_nothing_else(template: dict[str, Any]) -> None:
    eraser = of_type(template, "AWS::Lambda::Function")[
        function_ids(template, ["erasure_step"])["erasure_step"]
    ]
    policies = of_type(template, "AWS::IAM::Policy").values()
    found = [
        (p, s)
        for p in policies
        for s in p["PolicyDocument"]["Statement"]
        if "dynamodb:Scan" in each(s["Action"])
    ]
    ((policy, statement),) = found
    assert policy["Roles"] == [{"Ref": role_of(eraser)}]
    assert each(statement["Action"]) == ["dynamodb:Scan"]
    assert statement["Condition"] == {
        "ForAllValues:StringEquals": {"dynamodb:Attributes": ["pk", "sk", "tenant", "subject"]},
        "Null": {"dynamodb:Attributes": "false"},
        "StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"},
    }


def test_a_tenant_role_is_taken_by_its_function_alone_with_one_tenant_as_the_tag(
    template: dict[str, Any],
) -> None:
    roles, checked = of_type(template, "AWS::IAM::Role"), 0
    for properties in of_type(template, "AWS::Lambda::Function").values():
        tenant_role = tenant_role_of(properties)
        if tenant_role is None:
            continue
        (trust,) = roles[tenant_role]["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Principal"] == {"AWS": {"Fn::GetAtt": [role_of(properties), "Arn"]}}
        assert set(trust["Action"]) == {"sts:AssumeRole", "sts:TagSession"}
        assert trust["Condition"] == {
            "Null": {"aws:RequestTag/tenant": "false"},
            "ForAllValues:StringEquals": {"aws:TagKeys": ["tenant"]},
        }
        checked += 1
    assert checked == len([key for key in roles if name_of(key).endswith("TenantRole")])
