"""Sessions of the deployed roles, for tests that attack with them."""

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.local.aws import options

Statement = dict[str, Any]
Change = Callable[[Statement], Statement]
Trusting = dict[str, Any]

DENIED = frozenset({"AccessDenied", "AccessDeniedException", "403"})
ACCOUNT = {"AWS": "arn:aws:iam::000000000000:root"}


def as_deployed(statement: Statement) -> Statement:
    return statement


def without_conditions(statement: Statement) -> Statement:
    """Return the statement as it would be if no tenant limited it."""
    anyones = json.dumps(statement).replace("${aws:PrincipalTag/tenant}", "*")
    return {key: value for key, value in json.loads(anyones).items() if key != "Condition"}


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of the functions of the cloud at this endpoint."""

    endpoint: str

    def of_tenants(self, function: str) -> str | None:
        """Return the name of the role with which the function works for a tenant, if it has one."""
        arn = _function(self.endpoint, function)["Environment"]["Variables"].get("TENANT_ROLE_ARN")
        return arn.rpartition("/")[2] if arn else None

    def own(self, function: str) -> str:
        """Return the name of the function's own role."""
        return str(_function(self.endpoint, function)["Role"]).rpartition("/")[2]

    def statements(self, role: str) -> list[Statement]:
        """Return what the role's deployed policies allow."""
        return _statements(self.endpoint, role)

    def session(self, role: str, tenant: str | None, change: Change = as_deployed) -> dict[str, Any]:
        """Return the arguments of clients in a session with the role's policies, tagged with the tenant.

        The session is of a role that trusts the account, as the tests are no function; its policies are the deployed
        ones, or what the change makes of them. Who asks again gets the same session.
        """
        return _session(self, role, tenant, change)

    def trusting_account(self, role: str) -> str:
        """Return the name of a role that trusts the account under the conditions of the given one's trust."""
        iam, name = self._client("iam"), f"probe-{uuid.uuid4().hex[:12]}"
        (trust,) = iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]["Statement"]
        document = json.dumps({"Statement": [trust | {"Principal": ACCOUNT}]})
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
        return name

    def assume(self, role: str, tags: dict[str, str]) -> dict[str, Any]:
        """Return the arguments of clients in a session of the role with these tags."""
        found = self._client("sts").assume_role(
            RoleArn=f"arn:aws:iam::000000000000:role/{role}",
            RoleSessionName="probe",
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )["Credentials"]
        return options(self.endpoint) | {
            "aws_access_key_id": found["AccessKeyId"],
            "aws_secret_access_key": found["SecretAccessKey"],
            "aws_session_token": found["SessionToken"],
        }

    def _client(self, service: str) -> Any:
        return _client(self.endpoint, service)


@cache
def _client(endpoint: str, service: str) -> Any:
    return boto3.client(service, **options(endpoint))  # type: ignore[call-overload]


@cache
def _session(roles: Roles, role: str, tenant: str | None, change: Change) -> dict[str, Any]:
    iam, name = _client(roles.endpoint, "iam"), f"probe-{uuid.uuid4().hex[:12]}"
    trust = {"Effect": "Allow", "Principal": ACCOUNT, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    policy = {"Statement": [change(statement) for statement in roles.statements(role)]}
    iam.put_role_policy(RoleName=name, PolicyName="copy", PolicyDocument=json.dumps(policy))
    return roles.assume(name, {"tenant": tenant} if tenant else {})


@cache
def _function(endpoint: str, name: str) -> dict[str, Any]:
    pattern = re.compile(rf"Quarterdeck-([A-Z][a-z]+)?{name.title().replace('_', '')}[0-9A-F]{{8}}-.*")
    (found,) = [each for each in _functions(endpoint) if pattern.fullmatch(each["FunctionName"])]
    return found


@cache
def _functions(endpoint: str) -> list[dict[str, Any]]:
    pages = _client(endpoint, "lambda").get_paginator("list_functions").paginate()
    return [function for page in pages for function in page["Functions"]]


@cache
def _statements(endpoint: str, role: str) -> list[Statement]:
    iam = _client(endpoint, "iam")
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    documents = (iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names)
    return [statement for document in documents for statement in document["Statement"]]


def is_let_through(call: Callable[[], object]) -> bool:
    """Tell whether the call is allowed, whatever else comes of it."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] not in DENIED
    return True
