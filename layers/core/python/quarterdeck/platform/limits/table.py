"""The table of the limits; rows expire by themselves. Plain calls, since every request waits for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.platform.aws import client
from quarterdeck.platform.shapes import TableShape

TABLE = TableShape("limits", ttl="expires")

Item = dict[str, Any]


def key(pk: str, sk: str) -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def read(table: str, where: Item) -> Item:
    """Return the row as it is now; an empty one where there is none.

    Raises:
        Unavailable: DynamoDB does not answer.
    """
    with _reaching():
        return client("dynamodb").get_item(TableName=table, Key=where, ConsistentRead=True).get("Item", {})


def update(table: str, where: Item, change: str, values: Item) -> Item:
    """Change the row, and return it as it is then.

    Raises:
        Unavailable: DynamoDB does not answer.
    """
    with _reaching():
        return _update(table, where, change, values)


def update_if(condition: str, table: str, where: Item, change: str, values: Item) -> tuple[bool, Item]:
    """Change the row if the condition holds; return whether it did, and the row as it is then.

    Raises:
        Unavailable: DynamoDB does not answer.
    """
    failed = client("dynamodb").exceptions.ConditionalCheckFailedException
    only = {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    with _reaching():
        try:
            return True, _update(table, where, change, values, **only)
        except failed as error:
            return False, cast("Item", error.response.get("Item")) or read(table, where)


def _update(table: str, where: Item, change: str, values: Item, **only: Any) -> Item:
    found = client("dynamodb").update_item(
        TableName=table,
        Key=where,
        UpdateExpression=change,
        ExpressionAttributeValues=values,
        ReturnValues="ALL_NEW",
        **only,
    )
    return found["Attributes"]


@contextmanager
def _reaching() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the first client

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"the limits can't be asked: {type(error).__name__}") from error
