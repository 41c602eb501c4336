"""Sessions of the deployed roles, for tests that attack with them."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.local.aws import options
from infra.local.cloud import Cloud

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
    """The roles of a running cloud's functions."""

    cloud: Cloud

    def of_tenants(self, function: str) -> str | None:
        """Return the name of the role with which the function works for a tenant, if it has one."""
        arn = self._function(function)["Environment"]["Variables"].get("TENANT_ROLE_ARN")
        return arn.rpartition("/")[2] if arn else None

    def own(self, function: str) -> str:
        """Return the name of the function's own role."""
        return str(self._function(function)["Role"]).rpartition("/")[2]

    def statements(self, role: str) -> list[Statement]:
        """Return what the role's deployed policies allow."""
        iam = self._client("iam")
        names = iam.list_role_policies(RoleName=role)["PolicyNames"]
        documents = (iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names)
        return [statement for document in documents for statement in document["Statement"]]

    def session(self, role: str, tenant: str | None, change: Change = as_deployed) -> dict[str, Any]:
        """Return the arguments of clients in a session with the role's policies, tagged with the tenant.

        The session is of a role that trusts the account, as the tests are no function; its policies are the deployed
        ones, or what the change makes of them.
        """
        iam, name = self._client("iam"), f"probe-{uuid.uuid4().hex[:12]}"
        trust = {"Effect": "Allow", "Principal": ACCOUNT, "Action": ["sts:AssumeRole", "sts:TagSession"]}
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
        policy = {"Statement": [change(statement) for statement in self.statements(role)]}
        iam.put_role_policy(RoleName=name, PolicyName="copy", PolicyDocument=json.dumps(policy))
        return self.assume(name, {"tenant": tenant} if tenant else {})

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
        return options(self.cloud.endpoint) | {
            "aws_access_key_id": found["AccessKeyId"],
            "aws_secret_access_key": found["SecretAccessKey"],
            "aws_session_token": found["SessionToken"],
        }

    def _function(self, name: str) -> dict[str, Any]:
        pattern = re.compile(rf"Quarterdeck-([A-Z][a-z]+)?{name.title().replace('_', '')}[0-9A-F]{{8}}-.*")
        pages = self._client("lambda").get_paginator("list_functions").paginate()
        functions = (function for page in pages for function in page["Functions"])
        (found,) = [function for function in functions if pattern.fullmatch(function["FunctionName"])]
        return dict(found)

    def _client(self, service: str) -> Any:
        return _client(self.cloud.endpoint, service)


@cache
def _client(endpoint: str, service: str) -> Any:
    return boto3.client(service, **options(endpoint))  # type: ignore[call-overload]


def is_let_through(call: Callable[[], object]) -> bool:
    """Tell whether the call is allowed, whatever else comes of it."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] not in DENIED
    return True


def table_calls(
    statements: list[Statement], dynamodb: Any, keys: dict[str, str]
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Return a call for each way to do each allowed action on each allowed table, named.

    ``keys`` are the partition key that each names, and one of the caller's own to hide it among. Nothing is written:
    conditions fail that are looked at after permissions.
    """
    for statement in statements:
        for arn in _each(statement["Resource"]):
            if ":table/" not in arn or "/stream/" in arn:
                continue
            for action in _each(statement["Action"]):
                for form, call in _FORMS[action].items():
                    table = arn.rpartition("/")[2]
                    yield f"{form} {table}", _bound(call, dynamodb, table, keys)


def _bound(call: Any, *arguments: Any) -> Callable[[], object]:
    return lambda: call(*arguments)


def _each(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _row(keys: dict[str, str], which: str = "key") -> dict[str, Any]:
    return {"pk": {"S": keys[which]}, "sk": {"S": "PROBE"}}


def _query(client: Any, table: str, keys: dict[str, str]) -> object:
    return client.query(
        TableName=table,
        KeyConditionExpression="#p = :p AND begins_with(sk, :s)",
        ExpressionAttributeNames={"#p": "pk"},
        ExpressionAttributeValues={":p": {"S": keys["key"]}, ":s": {"S": "P"}},
    )


def _write(verb: str, named: str) -> dict[str, Callable[[Any, str, dict[str, str]], object]]:
    """Return a write that nothing meets the condition of, alone and in a transaction with one of an own row."""

    def arguments(table: str, row: dict[str, Any]) -> dict[str, Any]:
        changed = {"UpdateExpression": "SET probed = sk"} if verb == "Update" else {}
        return {
            "TableName": table,
            named: row,
            "ConditionExpression": "attribute_exists(nothing)",
            **changed,
        }

    return {
        f"{verb}Item": lambda c, t, k: getattr(c, f"{verb.lower()}_item")(**arguments(t, _row(k))),
        f"transact {verb}": lambda c, t, k: c.transact_write_items(
            TransactItems=[{verb: arguments(t, _row(k))}, {verb: arguments(t, _row(k, "own"))}]
        ),
    }


_FORMS: dict[str, dict[str, Callable[[Any, str, dict[str, str]], object]]] = {
    "dynamodb:DescribeTable": {},  # it tells of no row
    "dynamodb:GetItem": {
        "GetItem": lambda c, t, k: c.get_item(TableName=t, Key=_row(k)),
        "transact Get": lambda c, t, k: c.transact_get_items(
            TransactItems=[{"Get": {"TableName": t, "Key": _row(k, each)}} for each in ("own", "key")]
        ),
    },
    "dynamodb:Query": {"Query": _query},
    "dynamodb:Scan": {
        "Scan": lambda c, t, _: c.scan(TableName=t),
        "Scan of a column": lambda c, t, _: c.scan(TableName=t, ProjectionExpression="pk, payload"),
        "Scan of numbers": lambda c, t, _: c.scan(TableName=t, Select="COUNT"),
    },
    "dynamodb:PutItem": _write("Put", "Item"),
    "dynamodb:UpdateItem": _write("Update", "Key"),
    "dynamodb:DeleteItem": _write("Delete", "Key"),
    "dynamodb:BatchGetItem": {
        "BatchGetItem": lambda c, t, k: c.batch_get_item(
            RequestItems={t: {"Keys": [_row(k, "own"), _row(k)]}}
        )
    },
    "dynamodb:BatchWriteItem": {
        "BatchWriteItem": lambda c, t, k: c.batch_write_item(
            RequestItems={t: [{"DeleteRequest": {"Key": _row(k, each)}} for each in ("own", "key")]}
        )
    },
}
