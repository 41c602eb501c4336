"""When a base takes its next request, shared by all who make one: the generic cell rate algorithm on one number."""

from datetime import datetime

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from quarterdeck.contexts.knowledge.store.rows import PaceRow
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import is_refused


def reserve(tenant: TenantId, base: str, now: datetime, spacing_ms: int, patience_ms: int) -> int | None:
    """Reserve the next request; return in how many milliseconds it may be made.

    None, with nothing reserved, where that is more than ``patience_ms``.
    """
    at = int(now.timestamp() * 1000)
    idle = PaceRow.free_at.does_not_exist() | (PaceRow.free_at <= at)
    if _update(tenant, base, [PaceRow.free_at.set(at + spacing_ms)], idle) is not None:
        return 0
    queued = (PaceRow.free_at > at) & (PaceRow.free_at <= at + patience_ms)
    free_at = _update(tenant, base, [PaceRow.free_at.add(spacing_ms)], queued)
    return None if free_at is None else max(0, free_at - spacing_ms - at)


def free_at(tenant: TenantId, base: str) -> int:
    """Return when the base takes its next request, in milliseconds since 1970."""
    return int(PaceRow.get(*_key(tenant, base), consistent_read=True).free_at)


def block(tenant: TenantId, base: str, until: datetime) -> None:
    """Let the base take no request before then; a longer block stays."""
    at = int(until.timestamp() * 1000)
    later = PaceRow.free_at.does_not_exist() | (PaceRow.free_at < at)
    _update(tenant, base, [PaceRow.free_at.set(at)], later)


def _key(tenant: TenantId, base: str) -> tuple[str, str]:
    return tenant_key(tenant, "KNOWLEDGE"), f"PACE#{base}"


def _update(tenant: TenantId, base: str, actions: list[Action], condition: Condition) -> int | None:
    """Return the new value, or None where the condition isn't met."""
    row = PaceRow(*_key(tenant, base))
    try:
        row.update(actions=actions, condition=condition)
    except UpdateError as error:
        if is_refused(error):
            return None
        raise
    return int(row.free_at)
