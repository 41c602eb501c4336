"""Doing a thing once: a claim on a key, held for a lease, then marked done with its result.

A claim that dies with its holder can be taken over when its lease has run out; a done one never again within
its lifetime. Plain calls rather than PynamoDB: the Slack acknowledgement pays for every import.
"""

from contextlib import suppress
from enum import StrEnum
from typing import cast

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.aws import client
from quarterdeck.platform.shapes import TableShape

TABLE = TableShape("idempotency", ttl="expires")
KEPT_SECONDS = 7 * 24 * 3600

Item = dict[str, dict[str, str]]

_NAMES = {"#state": "state", "#until": "until", "#expires": "expires"}


class State(StrEnum):
    """What a claim found: the key is ours, somebody else's for now, or done."""

    OURS = "ours"
    HELD = "held"
    DONE = "done"


class Claim(Struct, frozen=True):
    """``retaken`` tells that an earlier holder may have done part of the work.

    ``result`` is a done key's; of a held or retaken key it is the note of whoever took it first.
    """

    state: State
    retaken: bool = False
    result: str | None = None


class Once(Struct, frozen=True):
    """Claims on keys in the idempotency table."""

    table: str
    clock: Clock

    def claim(self, key: str, *, lease_seconds: int, note: str = "") -> Claim:
        """Try to take the key for ``lease_seconds``; the note is for those who claim it before it is done.

        The note of whoever took the key first stays, in the same write: also a holder who dies at once leaves it.
        """
        dynamodb, now = client("dynamodb"), int(self.clock.now().timestamp())
        values = {":held": {"S": "held"}, ":now": {"N": str(now)}, ":until": {"N": str(now + lease_seconds)}}
        keep = ", #result = if_not_exists(#result, :note)" if note else ""
        try:
            found = dynamodb.update_item(
                TableName=self.table,
                Key=_key(key),
                UpdateExpression=f"SET #state = :held, #until = :until, #expires = :expires{keep}",
                ConditionExpression="attribute_not_exists(pk) OR (#state = :held AND #until < :now)",
                ExpressionAttributeNames=_NAMES | ({"#result": "result"} if note else {}),
                ExpressionAttributeValues=values
                | {":expires": {"N": str(now + KEPT_SECONDS)}}
                | ({":note": {"S": note}} if note else {}),
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except dynamodb.exceptions.ConditionalCheckFailedException as error:
            return _taken(cast("Item", error.response.get("Item") or self._read(key)))
        former = cast("Item", found.get("Attributes", {}))
        return Claim(State.OURS, retaken=bool(former), result=_result(former))

    def done(self, key: str, result: str) -> None:
        """Mark the key as done, with what a later claim is to be told."""
        now = int(self.clock.now().timestamp())
        item = _key(key) | {
            "state": {"S": "done"},
            "until": {"N": str(now)},
            "expires": {"N": str(now + KEPT_SECONDS)},
            "result": {"S": result},
        }
        client("dynamodb").put_item(TableName=self.table, Item=item)

    def release(self, key: str) -> None:
        """Give the key back, without a note: whoever comes next may take it, and is told that it was held before.

        One that another holder has finished meanwhile stays done.
        """
        dynamodb = client("dynamodb")
        with suppress(dynamodb.exceptions.ConditionalCheckFailedException):
            dynamodb.update_item(
                TableName=self.table,
                Key=_key(key),
                UpdateExpression="SET #until = :past REMOVE #result",
                ConditionExpression="#state = :held",
                ExpressionAttributeNames={"#state": "state", "#until": "until", "#result": "result"},
                ExpressionAttributeValues={":past": {"N": "0"}, ":held": {"S": "held"}},
            )

    def _read(self, key: str) -> object:
        found = client("dynamodb").get_item(TableName=self.table, Key=_key(key), ConsistentRead=True)
        return found.get("Item", {})


def _key(key: str) -> Item:
    return {"pk": {"S": key}, "sk": {"S": "CLAIM"}}


def _taken(item: Item) -> Claim:
    state = State.DONE if item.get("state", {}).get("S") == "done" else State.HELD
    return Claim(state, result=_result(item))


def _result(item: Item) -> str | None:
    return item.get("result", {}).get("S")
