"""Starts a sync of every tenant that has a base, each hour."""

from typing import Any

from quarterdeck.bootstrap.knowledge import snapshot_machine
from quarterdeck.contexts.knowledge.machine import Wish
from quarterdeck.contexts.knowledge.service import tenants
from quarterdeck.contexts.knowledge.sync import Kind
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.queues import failed_records


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return which messages to deliver again: those of which not all syncs were started."""
    return failed_records(event, _start)


def _start(message_id: str, _body: str) -> None:
    for tenant in tenants():
        bind(tenant=tenant, correlation_id=message_id, stage="start")
        snapshot_machine().start(Wish(tenant, Kind.AUTO, message_id))
        logger.info("sync started")
