"""What MiniStack's evaluation of policies lacks, so that roles are enforced locally as on AWS.

It evaluates policies of users, roles and sessions; three things of a request are missing in it. What can't be told
stays absent, which a policy that fails closed denies.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from email.utils import parseaddr
from functools import wraps
from types import ModuleType
from typing import Any

LEADING_KEYS = "dynamodb:LeadingKeys"
SECURE = "aws:securetransport"

_RESOLVE = "_resolve_condition_key"
_MATCH = "_first_match"
_ACTIONS = "_action_matches"
_SES = "_ses_v2_resource_arn"

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_EQUALITY = re.compile(r"\(?\s*(#?[\w.-]+)\s*=\s*(:\w+)\s*\)?")

Partition = Callable[[str], str | None]
"""Returns the name of a table's partition key, by the table's name or ARN; None where there is no such table."""


def mend_secure_transport(evaluator: ModuleType) -> None:
    """Take every request for one over TLS: on AWS there is no other way, here there is none but plain HTTP.

    Otherwise the policies that refuse plain HTTP refuse everyone, services that deliver to a queue included.
    """
    resolve = getattr(evaluator, _RESOLVE)

    def resolved(key: str, context: Any) -> Any:
        return "true" if key.lower() == SECURE else resolve(key, context)

    setattr(evaluator, _RESOLVE, resolved)


def mend_policy_variables(evaluator: ModuleType) -> None:
    """Put values in the places of variables such as ``${aws:PrincipalTag/tenant}``.

    A statement with a variable that has no single plain value matches nothing.
    """
    first_match, resolve = getattr(evaluator, _MATCH), getattr(evaluator, _RESOLVE)
    names = getattr(evaluator, _ACTIONS)

    def matched(context: Any, statements: list[Any], effect: str) -> Any:
        def value(found: re.Match[str]) -> str:
            text = resolve(found[1], context)
            if not isinstance(text, str) or set(text) & set("*?$"):
                raise LookupError(found[0])
            return text

        concerned = (
            each
            for each in statements
            if each.effect == effect and names(context.action, each.actions, each.not_actions)
        )
        return first_match(context, _filled(concerned, value), effect)

    setattr(evaluator, _MATCH, matched)


class _OfRow(str):
    """The ARN of a table, with the partition key of the one row in it that is judged."""

    __slots__ = ("keys",)
    keys: list[str]

    @classmethod
    def of(cls, arn: str, keys: list[str]) -> "_OfRow":
        made = cls(arn)
        made.keys = keys
        return made


def mend_leading_keys(evaluator: ModuleType, actions: ModuleType, partition: Partition) -> None:
    """Tell policies the partition keys that a request names; each item of a transaction is judged by its own."""
    _tell_keys_of_requests(actions, partition)
    _tell_keys_of_items(evaluator, actions, partition)


def mend_sender(actions: ModuleType) -> None:
    """Tell policies as which identity a mail is sent: the domain of its sender's address."""
    resource = getattr(actions, _SES)

    @wraps(resource)
    def with_sender(method: str, path: str, body: bytes, region: str, account: str) -> str:
        if not path.endswith("/v2/email/outbound-emails"):
            return str(resource(method, path, body, region, account))
        sender = str(json.loads(body).get("FromEmailAddress", ""))
        domain = parseaddr(sender)[1].rpartition("@")[2]
        return f"arn:aws:ses:{region}:{account}:identity/{domain}" if domain else "*"

    setattr(actions, _SES, with_sender)


def _tell_keys_of_requests(actions: ModuleType, partition: Partition) -> None:
    service_context = actions.dynamodb_service_context

    @wraps(service_context)
    def with_keys(body: bytes) -> dict[str, Any]:
        context: dict[str, Any] = service_context(body)
        keys = leading_keys(body, partition)
        return context | {LEADING_KEYS: keys} if keys else context

    actions.dynamodb_service_context = with_keys  # type: ignore[attr-defined]


def _tell_keys_of_items(evaluator: ModuleType, actions: ModuleType, partition: Partition) -> None:
    """Let the checks of a transaction's items name the item's key with its table: all share one context."""
    checks, resolve = actions.dynamodb_transaction_checks, getattr(evaluator, _RESOLVE)

    @wraps(checks)
    def with_keys(action: str, body: bytes, *place: str) -> list[tuple[str, str]]:
        if not checks(action, body, *place):
            return []
        alone = [json.dumps({"TransactItems": [item]}).encode() for item in json.loads(body)["TransactItems"]]
        return [
            (done, _OfRow.of(arn, leading_keys(each, partition)))
            for each in alone
            for done, arn in checks(action, each, *place)
        ]

    def resolved(key: str, context: Any) -> Any:
        if key.lower() == LEADING_KEYS.lower() and isinstance(context.resource_arn, _OfRow):
            return context.resource_arn.keys or None
        return resolve(key, context)

    actions.dynamodb_transaction_checks = with_keys  # type: ignore[attr-defined]
    setattr(evaluator, _RESOLVE, resolved)


def leading_keys(body: bytes, partition: Partition) -> list[str]:
    """Return the partition keys in a DynamoDB request; none for a scan, or if that of any row can't be told."""
    try:
        keys = [_key(item, partition(table)) for table, item in _items(json.loads(body or b"{}"))]
    except (ValueError, LookupError, TypeError, AttributeError):  # no request that DynamoDB would take
        return []
    return [] if None in keys else [key for key in keys if key is not None]


def _filled(statements: Iterable[Any], value: Callable[[re.Match[str]], str]) -> Iterator[Any]:
    for statement in statements:
        if not _VARIABLE.search(f"{statement.resources}{statement.conditions}"):
            yield statement
            continue
        try:
            resources = [_VARIABLE.sub(value, text) for text in statement.resources]
            conditions = json.loads(_VARIABLE.sub(value, json.dumps(statement.conditions)))
        except LookupError:
            continue
        yield replace(statement, resources=resources, conditions=conditions)


def _items(request: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return each row that the request names, with its table: its attributes, or a query's conditions."""
    for table, wanted in (request.get("RequestItems") or {}).items():
        if isinstance(wanted, list):
            yield from ((table, _row(each.get("PutRequest") or each["DeleteRequest"])) for each in wanted)
        else:
            yield from ((table, key) for key in wanted["Keys"])
    for item in request.get("TransactItems") or []:
        yield from ((each["TableName"], _row(each)) for each in item.values())
    if "TableName" in request:
        yield (
            request["TableName"],
            _queried(request) if "KeyConditionExpression" in request else _row(request),
        )


def _row(request: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = request.get("Key") or request.get("Item") or {}
    return found


def _queried(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the attributes that a query sets equal to a value; of an index's, nothing is told."""
    if "IndexName" in request:
        return {}
    names, values = request.get("ExpressionAttributeNames") or {}, request["ExpressionAttributeValues"]
    parts = re.split(r"\bAND\b", request["KeyConditionExpression"], flags=re.IGNORECASE)
    equal = [found.groups() for part in parts if (found := _EQUALITY.fullmatch(part.strip()))]
    return {str(names.get(name, name)): values[value] for name, value in equal}


def _key(item: Mapping[str, Any], name: str | None) -> str | None:
    value = item.get(name or "", {}).get("S")
    return value if isinstance(value, str) else None
