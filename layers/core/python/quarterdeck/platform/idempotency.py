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
    """``retaken`` tells that an earlier holder may have done part of the work.

    ``result`` is a done key's; of a held or retaken key it is the note of whoever took it first.
    """

    state: State
    retaken: bool = False
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Once:
    """Claims on keys in the idempotency table."""

    table: str
    clock: Clock

    def claim(self, key: str, *, lease_seconds: int, note: str = "") -> Claim:
        """Try to take the key for ``lease_seconds``; the note is for those who claim it before it is done."""
        dynamodb, now = client("dynamodb"), int(self.clock.now().timestamp())
        held = _item(key, "held", until=now + lease_seconds, expires=now + KEPT_SECONDS, result=note)
        try:
            found = dynamodb.put_item(
                TableName=self.table,
                Item=held,
                ConditionExpression="attribute_not_exists(pk) OR (#state = :held AND #until < :now)",
                ExpressionAttributeNames={"#state": "state", "#until": "until"},
                ExpressionAttributeValues={":held": {"S": "held"}, ":now": {"N": str(now)}},
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except dynamodb.exceptions.ConditionalCheckFailedException as error:
            return _taken(cast("Item", error.response.get("Item") or self._read(key)))
        former = cast("Item", found.get("Attributes", {}))
        if noted := former.get("result"):
            dynamodb.put_item(TableName=self.table, Item=held | {"result": noted})
        return Claim(State.OURS, retaken=bool(former), result=_result(former))

    def done(self, key: str, result: str) -> None:
        """Mark the key as done, with what a later claim is to be told."""
        now = int(self.clock.now().timestamp())
        item = _item(key, "done", until=now, expires=now + KEPT_SECONDS, result=result)
        client("dynamodb").put_item(TableName=self.table, Item=item)

    def release(self, key: str) -> None:
        """Give the key back, without a note: whoever comes next may take it, and is told that it was held before."""
        client("dynamodb").update_item(
            TableName=self.table,
            Key={"pk": {"S": key}, "sk": {"S": "CLAIM"}},
            UpdateExpression="SET #until = :past REMOVE #result",
            ConditionExpression="#state = :held",
            ExpressionAttributeNames={"#state": "state", "#until": "until", "#result": "result"},
            ExpressionAttributeValues={":past": {"N": "0"}, ":held": {"S": "held"}},
        )

    def _read(self, key: str) -> object:
        found = client("dynamodb").get_item(
            TableName=self.table, Key={"pk": {"S": key}, "sk": {"S": "CLAIM"}}, ConsistentRead=True
        )
        return found.get("Item", {})


def _item(key: str, state: str, *, until: int, expires: int, result: str) -> Item:
    item = {
        "pk": {"S": key},
        "sk": {"S": "CLAIM"},
        "state": {"S": state},
        "until": {"N": str(until)},
        "expires": {"N": str(expires)},
    }
    return item | ({"result": {"S": result}} if result else {})


def _taken(item: Item) -> Claim:
    state = State.DONE if item.get("state", {}).get("S") == "done" else State.HELD
    return Claim(state, result=_result(item))


def _result(item: Item) -> str | None:
    return item.get("result", {}).get("S")
