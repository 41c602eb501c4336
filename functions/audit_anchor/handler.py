"""Anchors the audit trail: signs where the lanes of each tenant end that the table's stream tells of."""

from typing import Any

from quarterdeck.bootstrap.audit import anchoring
from quarterdeck.kernel.observability import bind, count, logger, private
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.reading import heads


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, int]:
    """Return how many ``anchors`` were made; an error lets the stream come back to the batch."""
    made = 0
    for tenant in sorted({_tenant(record) for record in event["Records"]}):
        bind(tenant=tenant, stage="anchor")
        anchor = anchoring().anchor(tenant, heads)
        made += anchor is not None
        logger.info("anchored" if anchor else "anchored before", extra={"anchor": anchor and anchor.number})
    return {"anchors": made}


def _tenant(record: dict[str, Any]) -> TenantId:
    """Return whose row was written; that a row was changed or removed is told of besides, for an alarm."""
    key = record["dynamodb"]["Keys"]
    if record["eventName"] != "INSERT":
        count("AuditChanged")
        logger.error("the audit trail was changed", extra={"pk": key["pk"]["S"], "sk": key["sk"]["S"]})
    return TenantId(key["pk"]["S"].split("#")[1])
