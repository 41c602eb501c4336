"""Publishes the outbox: each event that the table's stream shows goes onto the bus, in order."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from quarterdeck.kernel.codec import load_json
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.outbox import Envelope, publish


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the first record that could not be published; the stream comes back to it and all after it."""
    for record in event["Records"]:
        if record["eventName"] != "INSERT":
            continue
        envelope = load_json(Envelope, record["dynamodb"]["NewImage"]["envelope"]["S"])
        bind(tenant=envelope.tenant, correlation_id=envelope.correlation_id, stage="publish")
        try:
            publish(setting("EVENT_BUS"), envelope)
        except (RuntimeError, BotoCoreError, ClientError):
            logger.exception("not published", extra={"event_id": envelope.id})
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        logger.info(
            "published", extra={"event_id": envelope.id, "topic": envelope.topic, "type": envelope.type}
        )
    return {"batchItemFailures": []}
