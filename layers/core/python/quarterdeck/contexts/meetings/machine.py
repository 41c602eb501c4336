"""The ingest machine: one Standard execution for each attempt at a meeting."""

from msgspec import Struct

from quarterdeck.contexts.meetings import store
from quarterdeck.contexts.meetings.ingest import Job
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.machines import start


class IngestMachine(Struct, frozen=True):
    arn: str

    def start(self, tenant: TenantId, meeting_id: str, correlation_id: str) -> None:
        """Start the ingest, unless this attempt's was started before.

        Raises:
            NotFound: no such meeting.
        """
        name = f"{meeting_id}-{store.attempt(tenant, meeting_id)}"
        start(self.arn, name, dump_json(Job(tenant, meeting_id, correlation_id)).decode())
