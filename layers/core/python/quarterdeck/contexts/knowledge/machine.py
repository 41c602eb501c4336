"""The snapshot machine: one Standard execution for each wish, of which one at a time works."""

from msgspec import Struct

from quarterdeck.contexts.knowledge.sync import Kind
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.machines import start


class Wish(Struct, frozen=True):
    """The input of an execution."""

    tenant: TenantId
    kind: Kind
    correlation_id: str


class SnapshotMachine(Struct, frozen=True):
    arn: str

    def start(self, wish: Wish, *, once: str = "") -> None:
        """Start a sync, unless one was started for the same ``once`` (by default the correlation id) before."""
        start(self.arn, f"{wish.tenant}-{once or wish.correlation_id}", dump_json(wish).decode())
