"""Snapshots as objects: named by their hash and never changed, so that a reader of an old one keeps it."""

from msgspec import Struct

from quarterdeck.contexts.knowledge.snapshot import Snapshot
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.objects import Objects


class Snapshots(Struct, frozen=True):
    objects: Objects

    def put(self, tenant: TenantId, snapshot: Snapshot) -> None:
        self.objects.put(snapshot_key(tenant, snapshot.version), dump_json(snapshot))

    def get(self, tenant: TenantId, version: str) -> Snapshot:
        """Return the snapshot.

        Raises:
            NotFound: there is none of this version.
        """
        found: Snapshot = load_json(Snapshot, self.objects.get(snapshot_key(tenant, version)))
        return found


def snapshot_key(tenant: TenantId, version: str) -> str:
    """Return the key of the snapshot."""
    return tenant_path(tenant, "knowledge", f"{version}.json")
