"""The erasure machine: one Standard execution for each attempt at an erasure."""

import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from quarterdeck.contexts.operations.protection.model import AT_ONCE, Erasure, Kind
from quarterdeck.platform.machines import start


class ErasureMachine(Struct, frozen=True):
    """``settle_seconds`` is how long what is under way may still write, by what is erased.

    That is a question that read something before; for a tenant, also the longest that a link for an upload holds.
    """

    arn: str
    settle_seconds: Mapping[Kind, int]

    def start(self, erasure: Erasure, stores: Sequence[str], correlation_id: str) -> None:
        """Start the attempt, unless it was started before."""
        about = {
            "tenant": erasure.tenant,
            "erasure_id": erasure.id,
            "kind": erasure.kind.value,
            "subject": erasure.subject,
            "correlation_id": correlation_id,
        }
        given = about | {"stores": list(self.timed(erasure.kind, stores))}
        start(self.arn, f"{erasure.id}-{erasure.attempt}", json.dumps(given))

    def timed(self, kind: Kind, stores: Sequence[str]) -> Iterator[dict[str, str | int]]:
        """Return each store with the seconds to wait before it: those to settle, once, before the first to wait."""
        first = next(store for store in stores if store not in AT_ONCE)
        for store in stores:
            yield {"store": store, "after_seconds": self.settle_seconds[kind] if store == first else 0}
