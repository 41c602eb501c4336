"""Batches from queues, one message at a time: what fails comes back, the rest is done."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.observability import logger


def failed_records(event: dict[str, Any], handle: Callable[[str, str], None]) -> dict[str, Any]:
    """Call ``handle(message id, body)`` for each SQS record; return the partial batch response."""
    failures = []
    for record in event["Records"]:
        try:
            handle(record["messageId"], record["body"])
        except (QuarterdeckError, BotoCoreError, ClientError):
            logger.exception("message failed", extra={"message_id": record["messageId"]})
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
