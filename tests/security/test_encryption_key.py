"""The installation's key can't be used directly: neither the roles' policies nor its own let anyone."""

import json
from typing import Any

import boto3
import pytest

from infra.local.aws import options
from infra.local.cloud import Cloud
from quarterdeck.platform.secrets import KEY
from tests.security.conftest import OTHER
from tests.security.roles import Roles, Statement, is_let_through, without_conditions

USERS = [("api", OTHER), ("export_step", OTHER), ("webhooks", None), ("snapshot_start", None)]


@pytest.fixture(scope="module")
def ours(cloud: Cloud) -> str:
    """The ARN of the installation's key."""
    found = boto3.client("kms", **options(cloud.endpoint)).describe_key(KeyId=KEY)
    return str(found["KeyMetadata"]["Arn"])


@pytest.fixture(scope="module")
def lax(cloud: Cloud) -> str:
    """The ARN of a key that leaves all to the roles' policies."""
    return str(boto3.client("kms", **options(cloud.endpoint)).create_key()["KeyMetadata"]["Arn"])


@pytest.mark.parametrize(("function", "tenant"), USERS)
def test_a_role_uses_no_key_directly_whatever_the_keys_policy(
    cloud: Cloud, ours: str, lax: str, function: str, tenant: str | None
) -> None:
    roles = Roles(cloud.endpoint)
    role = roles.of_tenants(function) if tenant else roles.own(function)
    assert role is not None

    def on_lax(statement: Statement) -> Statement:
        moved: Statement = json.loads(json.dumps(statement).replace(ours, lax))
        return moved

    def on_lax_anyhow(statement: Statement) -> Statement:
        return without_conditions(on_lax(statement))

    assert not opens(roles.session(role, tenant, on_lax), lax)
    assert opens(roles.session(role, tenant, on_lax_anyhow), lax)
    assert not opens(roles.session(role, tenant, without_conditions), ours)


def test_the_deployed_key_rotates(cloud: Cloud, ours: str) -> None:
    status = boto3.client("kms", **options(cloud.endpoint)).get_key_rotation_status(KeyId=ours)
    assert status["KeyRotationEnabled"] is True


def opens(session: dict[str, Any], key: str) -> bool:
    """Tell whether a session may have the key decrypt something."""
    kms = boto3.client("kms", **session)
    return is_let_through(lambda: kms.decrypt(KeyId=key, CiphertextBlob=b"probe"))
