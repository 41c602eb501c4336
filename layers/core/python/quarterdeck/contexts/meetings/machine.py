"""The ingest machine: one Standard execution for each attempt at a meeting."""

from dataclasses import dataclass

from quarterdeck.contexts.meetings import store
from quarterdeck.contexts.meetings.ingest import Job
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.aws import client


@dataclass(frozen=True, slots=True)
class IngestMachine:
    arn: str

    def start(self, tenant: TenantId, meeting_id: str, correlation_id: str) -> None:
        """Start the ingest, unless this attempt's was started before.

        Raises:
            NotFound: no such meeting.
        """
        states = client("stepfunctions")
        name = f"{meeting_id}-{store.attempt(tenant, meeting_id)}"
        job = dump_json(Job, Job(tenant, meeting_id, correlation_id)).decode()
        try:
            states.start_execution(stateMachineArn=self.arn, name=name, input=job)
        except states.exceptions.ExecutionAlreadyExists:
            return
