"""Queues: sending a message, and batches from one, a message at a time: what fails comes back, the rest is done."""

from collections.abc import Callable
from typing import Any, Protocol

from msgspec import Struct

from quarterdeck.kernel.observability import logger
from quarterdeck.platform.aws import client


class Queue(Protocol):
    """Keeps messages until they are worked on."""

    def send(self, body: str) -> None:
        """Add a message of a megabyte at most; once this returns, it isn't lost."""
        ...


class SqsQueue(Struct, frozen=True):
    url: str

    def send(self, body: str) -> None:
        client("sqs").send_message(QueueUrl=self.url, MessageBody=body)


def failed_records(event: dict[str, Any], handle: Callable[[str, str], None]) -> dict[str, Any]:
    """Call ``handle(message id, body)`` for each SQS record; return the partial batch response."""
    failures = []
    for record in event["Records"]:
        try:
            handle(record["messageId"], record["body"])
        except Exception:  # whatever is wrong with one message must not bring the others back
            logger.exception("message failed", extra={"message_id": record["messageId"]})
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
