"""How entries are chained: each is hashed with its place and with the hash of the entry before it."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785
from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Entry

VERSION = 1
GENESIS = "0" * 64
"""What stands for the hash before the first entry of a lane."""

Body = Mapping[str, Any]


class Sealed(Struct, frozen=True):
    """An entry in its place: the JSON object that is hashed, and the hash in hexadecimal digits."""

    body: Body
    hash: str

    @property
    def tenant(self) -> TenantId:
        return TenantId(self.body["tenant"])

    @property
    def lane(self) -> int:
        return int(self.body["lane"])

    @property
    def seq(self) -> int:
        return int(self.body["seq"])


def digest(body: Body) -> str:
    """Return the SHA-256 of the object's canonical form (RFC 8785).

    Raises:
        rfc8785.CanonicalizationError: it holds what JSON can't, or a number beyond 2**53.
    """
    return hashlib.sha256(rfc8785.dumps(dict(body))).hexdigest()


def seal(entry: Entry, lane: int, before: Sealed | None) -> Sealed:
    """Return the entry as the next one of its lane; ``before`` is the last one until now."""
    actor = entry.actor
    body: dict[str, Any] = {
        "v": VERSION,
        "tenant": actor.tenant,
        "lane": lane,
        "seq": before.seq + 1 if before else 1,
        "prev": before.hash if before else GENESIS,
        "id": entry.id,
        "at": instant(entry.at),
        "subject": actor.subject,
        "channel": actor.channel,
        "origin": actor.origin,
        "correlation_id": actor.correlation_id,
        "action": entry.action,
        "target": entry.target,
        "result": entry.result.value,
        "reason": entry.reason,
        "run_id": entry.run_id,
        "count": entry.count,
        "details": dict(entry.details),
    }
    return Sealed(body, digest(body))


def instant(at: datetime) -> str:
    """Return the instant in UTC to the microsecond, in a form that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
