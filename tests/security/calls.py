"""Every way to do on a table what a policy's statement allows, for tests that attack with sessions of roles."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.security.roles import Statement


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
