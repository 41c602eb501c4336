"""Doing a thing once: a claim on a key, held for a lease, then marked done with its result.

A claim that dies with its holder can be taken over when its lease has run out; a done one never again within
its lifetime. Plain calls rather than PynamoDB: the Slack acknowledgement pays for every import.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.aws import client
from quarterdeck.platform.shapes import TableShape

TABLE = TableShape("idempotency", ttl="expires")
KEPT_SECONDS = 7 * 24 * 3600

Item = dict[str, dict[str, str]]


class State(StrEnum):
    """What a claim found: the key is ours, somebody else's for now, or done."""

    OURS = "ours"
    HELD = "held"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Claim:
    """``retaken`` tells that an earlier holder may have done part of the work; ``result`` is a done key's."""

    state: State
    retaken: bool = False
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Once:
    """Claims on keys in the idempotency table."""

    table: str
    clock: Clock

    def claim(self, key: str, *, lease_seconds: int) -> Claim:
        """Try to take the key for ``lease_seconds``."""
        dynamodb, now = client("dynamodb"), int(self.clock.now().timestamp())
        try:
            found = dynamodb.put_item(
                TableName=self.table,
                Item=_item(key, "held", until=now + lease_seconds, expires=now + KEPT_SECONDS),
                ConditionExpression="attribute_not_exists(pk) OR (#state = :held AND #until < :now)",
                ExpressionAttributeNames={"#state": "state", "#until": "until"},
                ExpressionAttributeValues={":held": {"S": "held"}, ":now": {"N": str(now)}},
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except dynamodb.exceptions.ConditionalCheckFailedException as error:
            return _taken(cast("Item", error.response.get("Item") or self._read(key)))
        return Claim(State.OURS, retaken="Attributes" in found)

    def done(self, key: str, result: str) -> None:
        """Mark the key as done, with what a later claim is to be told."""
        now = int(self.clock.now().timestamp())
        item = _item(key, "done", until=now, expires=now + KEPT_SECONDS) | {"result": {"S": result}}
        client("dynamodb").put_item(TableName=self.table, Item=item)

    def release(self, key: str) -> None:
        """Give the key back: whoever comes next may take it, and is told that it was held before."""
        client("dynamodb").update_item(
            TableName=self.table,
            Key={"pk": {"S": key}, "sk": {"S": "CLAIM"}},
            UpdateExpression="SET #until = :past",
            ConditionExpression="#state = :held",
            ExpressionAttributeNames={"#state": "state", "#until": "until"},
            ExpressionAttributeValues={":past": {"N": "0"}, ":held": {"S": "held"}},
        )

    def _read(self, key: str) -> object:
        found = client("dynamodb").get_item(
            TableName=self.table, Key={"pk": {"S": key}, "sk": {"S": "CLAIM"}}, ConsistentRead=True
        )
        return found.get("Item", {})


def _item(key: str, state: str, *, until: int, expires: int) -> Item:
    return {
        "pk": {"S": key},
        "sk": {"S": "CLAIM"},
        "state": {"S": state},
        "until": {"N": str(until)},
        "expires": {"N": str(expires)},
    }


def _taken(item: Item) -> Claim:
    if item.get("state", {}).get("S") == "done":
        return Claim(State.DONE, result=item["result"]["S"])
    return Claim(State.HELD)
