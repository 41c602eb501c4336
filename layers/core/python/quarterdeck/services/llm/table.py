"""The gateway's table: breakers of the whole installation, and each tenant's budget."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.platform.aws import client
from quarterdeck.platform.shapes import TableShape

TABLE = TableShape("llm", ttl="expires")

Item = dict[str, Any]


def read(table: str, key: Item) -> Item:
    """Return the row as it is now; an empty one where there is none.

    Raises:
        Unavailable: DynamoDB does not answer.
    """
    with _reaching():
        return client("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})


def write(table: str, key: Item, change: str, condition: str, **expressions: Any) -> bool:
    """Change the row if the condition holds, else return False.

    Raises:
        Unavailable: DynamoDB does not answer.
    """
    dynamodb = client("dynamodb")
    with _reaching():
        try:
            dynamodb.update_item(
                TableName=table,
                Key=key,
                UpdateExpression=change,
                ConditionExpression=condition,
                **expressions,
            )
        except dynamodb.exceptions.ConditionalCheckFailedException:
            return False
        return True


@contextmanager
def _reaching() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - loaded with the first client

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"the gateway's table does not answer: {type(error).__name__}") from error
