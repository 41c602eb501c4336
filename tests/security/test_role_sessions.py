"""The deployed roles keep tenants apart by themselves: attacked directly, with no code of ours in between."""

from typing import Any

import boto3
import httpx
import pytest
from botocore.exceptions import ClientError

from infra.local.aws import options
from infra.local.cloud import Cloud
from tests.infra.conftest import FUNCTIONS
from tests.security.calls import table_calls
from tests.security.conftest import OTHER, OWNER
from tests.security.roles import Roles, Statement, is_let_through, without_conditions

FOR_TENANTS = [
    name
    for name in FUNCTIONS
    if name
    not in {
        "audit_anchor",
        "llm_probe",
        "outbox_publish",
        "readiness",
        "slack_events",
        "snapshot_start",
        "socket_authorizer",
    }
]
WITH_TABLES = [name for name in FOR_TENANTS if name != "ingest_index"]
WITH_OBJECTS = [
    name
    for name in FOR_TENANTS
    if name
    not in {
        "authorizer",
        "erasure_finish",
        "export_finish",
        "ingest_start",
        "mail_send",
        "snapshot_finish",
        "snapshot_sync",
        "socket",
        "socket_follow",
        "webhook_deliver",
    }
]
NOBODYS = ("NOBODY#0", "TENANT#", "TENANT#*#RUN")
LEADING = {
    "api": {"APIKEY#0", "SESSION#0", "IDENTITY#0", "EMAIL#0", "DOMAIN#0", "SIGNUP#0", "ONETIME#0"},
    "mail_send": {"SIGNUP#0", "ONETIME#0"},
    "erasure_step": {"APIKEY#0", "SESSION#0", "IDENTITY#0", "EMAIL#0", "DOMAIN#0", "SIGNUP#0", "ONETIME#0"},
}


@pytest.fixture(scope="module")
def roles(cloud: Cloud) -> Roles:
    return Roles(cloud.endpoint)


def through(roles: Roles, role: str, session: dict[str, Any], key: str, own: str) -> dict[str, bool]:
    """Return which calls on rows of the partition are let through."""
    client = boto3.client("dynamodb", **session)
    statements = [each for each in roles.statements(role) if not names_no_tenant(each)]
    calls = table_calls(statements, client, {"key": key, "own": own})
    return {name: is_let_through(call) for name, call in calls}


def names_no_tenant(statement: Statement) -> bool:
    """Tell whether the statement is on rows that lead to tenants, such as a session's by the digest of its secret."""
    keys = (
        statement.get("Condition", {})
        .get("ForAllValues:StringLike", {})
        .get("dynamodb:LeadingKeys", ["TENANT#"])
    )
    return not any(key.startswith("TENANT#") for key in keys)


def role_of(roles: Roles, function: str) -> str:
    role = roles.of_tenants(function)
    assert role is not None
    return role


@pytest.mark.parametrize("function", WITH_TABLES)
@pytest.mark.parametrize(("mine", "theirs"), [(OTHER, OWNER), (OWNER, OTHER)])
def test_a_session_reaches_its_tenants_rows_and_no_others(
    roles: Roles, function: str, mine: str, theirs: str
) -> None:
    role, own = role_of(roles, function), f"TENANT#{mine}#RUN"
    session = roles.session(role, mine)
    for key in (f"TENANT#{mine}", own):
        assert set(through(roles, role, session, key, own).values()) == {True}
    for key in (f"TENANT#{theirs}", f"TENANT#{theirs}#RUN"):
        found = through(roles, role, session, key, own)
        assert [call for call, passed in found.items() if passed] == []


@pytest.mark.parametrize("function", WITH_TABLES)
@pytest.mark.parametrize("key", NOBODYS)
def test_a_session_reaches_no_row_of_nobody(roles: Roles, function: str, key: str) -> None:
    role = role_of(roles, function)
    found = through(roles, role, roles.session(role, OTHER), key, f"TENANT#{OTHER}#RUN")
    assert [call for call, passed in found.items() if passed] == []


@pytest.mark.parametrize("function", WITH_TABLES)
def test_the_attack_succeeds_where_the_policy_does_not_limit_it(roles: Roles, function: str) -> None:
    role = role_of(roles, function)
    session = roles.session(role, OTHER, without_conditions)
    found = through(roles, role, session, f"TENANT#{OWNER}#RUN", f"TENANT#{OTHER}#RUN")
    assert found
    assert [call for call, passed in found.items() if not passed] == []


@pytest.mark.parametrize("function", WITH_TABLES)
def test_a_session_without_a_tenant_reaches_nothing(roles: Roles, function: str) -> None:
    role = role_of(roles, function)
    found = through(roles, role, roles.session(role, None), f"TENANT#{OWNER}#RUN", f"TENANT#{OTHER}#RUN")
    assert [call for call, passed in found.items() if passed] == []


@pytest.mark.parametrize("function", WITH_TABLES)
def test_a_session_reaches_the_rows_that_lead_to_tenants_where_it_makes_them(
    roles: Roles, function: str
) -> None:
    role, own = role_of(roles, function), f"TENANT#{OTHER}#RUN"
    client = boto3.client("dynamodb", **roles.session(role, OTHER))
    reached = set()
    for key in ("APIKEY#0", "SESSION#0", "IDENTITY#0", "EMAIL#0", "DOMAIN#0", "SIGNUP#0", "ONETIME#0"):
        calls = table_calls(roles.statements(role), client, {"key": key, "own": own})
        passed = [name for name, call in calls if is_let_through(call)]
        assert not [name for name in passed if name.startswith(("Query", "Batch"))]
        reached |= {key} if passed else set()
    assert reached == LEADING.get(function, set())


@pytest.mark.parametrize("function", [name for name in FUNCTIONS if name != "audit_anchor"])
def test_a_functions_own_role_reaches_no_tenants_rows(roles: Roles, function: str) -> None:
    role = roles.own(function)
    session = roles.session(role, None)
    found = through(roles, role, session, f"TENANT#{OWNER}#RUN", f"TENANT#{OWNER}#RUN")
    assert [call for call, passed in found.items() if passed] == []


@pytest.mark.parametrize("function", FOR_TENANTS)
def test_nobody_scans(roles: Roles, cloud: Cloud, function: str) -> None:
    client = boto3.client("dynamodb", **roles.session(role_of(roles, function), OTHER))
    for table in (name for key, name in cloud.outputs.items() if key.endswith("Table")):
        assert not is_let_through(lambda name=table: client.scan(TableName=name))  # type: ignore[misc]
        statement = f'SELECT * FROM "{table}"'  # noqa: S608 - it is PartiQL, and denied
        assert not is_let_through(lambda text=statement: client.execute_statement(Statement=text))  # type: ignore[misc]


@pytest.mark.parametrize("function", WITH_OBJECTS)
def test_a_session_reaches_its_tenants_objects_and_no_others(
    roles: Roles, cloud: Cloud, function: str
) -> None:
    role = role_of(roles, function)
    session = roles.session(role, OTHER)
    assert set(objects_through(cloud, session, f"tenants/{OTHER}/")) == {"get", "head", "list"}
    for prefix in (f"tenants/{OWNER}/", f"tenants/{OTHER}", "tenants/", "", "tenants/*/"):
        assert objects_through(cloud, session, prefix) == []
    anyones = roles.session(role, OTHER, without_conditions)
    assert set(objects_through(cloud, anyones, f"tenants/{OWNER}/")) == {"get", "head", "list"}


def objects_through(cloud: Cloud, session: dict[str, Any], prefix: str) -> list[str]:
    """Return which ways to objects whose keys begin so are let through."""
    s3, bucket = boto3.client("s3", **session), cloud.outputs["BucketName"]
    calls = {
        "get": lambda: s3.get_object(Bucket=bucket, Key=f"{prefix}x"),
        "head": lambda: s3.head_object(Bucket=bucket, Key=f"{prefix}x"),
        "list": lambda: s3.list_objects_v2(Bucket=bucket, Prefix=prefix),
        "delete": lambda: s3.delete_object(Bucket=bucket, Key=f"{prefix}x"),
    }
    return [name for name, call in calls.items() if is_let_through(call)]


def test_a_link_signed_in_a_session_opens_its_tenants_objects_alone(roles: Roles, cloud: Cloud) -> None:
    bucket, root = cloud.outputs["BucketName"], boto3.client("s3", **options(cloud.endpoint))
    session = boto3.client("s3", **roles.session(role_of(roles, "api"), OTHER))
    found = {}
    for tenant in (OWNER, OTHER):
        key = f"tenants/{tenant}/probe.txt"
        root.put_object(Bucket=bucket, Key=key, Body=b"probe")
        url = session.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
        found[tenant] = httpx.get(url, trust_env=False).status_code
        root.delete_object(Bucket=bucket, Key=key)
    assert found == {OWNER: 403, OTHER: 200}


def test_a_tenant_role_trusts_its_function_alone(roles: Roles) -> None:
    for function in FOR_TENANTS:
        with pytest.raises(ClientError, match="AccessDenied"):
            roles.assume(role_of(roles, function), {"tenant": OTHER})


@pytest.mark.parametrize("tags", [{}, {"team": OTHER}, {"tenant": OTHER, "team": "x"}])
def test_a_session_has_one_tenant_as_its_only_tag(roles: Roles, tags: dict[str, str]) -> None:
    role = roles.trusting_account(role_of(roles, "api"))
    roles.assume(role, {"tenant": OTHER})
    with pytest.raises(ClientError, match="AccessDenied"):
        roles.assume(role, tags)
