"""Deleting a meeting that nobody can ask about any more: its files, and last of all its row, with the event."""

from contextlib import suppress

from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from quarterdeck.contexts.meetings import store
from quarterdeck.contexts.meetings.events import MeetingDeleted
from quarterdeck.contexts.meetings.model import Status
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, NotFound
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.objects import S3Objects
from quarterdeck.platform.outbox import append
from quarterdeck.platform.tables import transaction


class Deleting(Struct, frozen=True):
    objects: S3Objects
    clock: Clock

    def erase_files(self, tenant: TenantId, meeting_id: str) -> Erased:
        """Remove the upload, the transcript and the artifacts, in all their versions."""
        return Erased(self.objects.remove_under(tenant_path(tenant, "meetings", meeting_id, "")))

    def erase_row(self, tenant: TenantId, meeting_id: str, correlation_id: str) -> Erased:
        """Remove the meeting's row and tell of it, in one transaction; once it is gone, nothing.

        Raises:
            Conflict: the meeting is not being deleted.
        """
        try:
            meeting, attempt = store.get(tenant, meeting_id), store.attempt(tenant, meeting_id)
        except NotFound:
            return Erased(0)
        if meeting.status is not Status.DELETING:
            raise Conflict(f"meeting {meeting_id} is not {Status.DELETING}")
        event, now = MeetingDeleted(meeting_id=meeting_id), self.clock.now()
        event_id = derived("evt", meeting.date, meeting_id, event.type, str(attempt))
        try:
            with transaction() as together:
                store.end_deletion(together, tenant, meeting_id, attempt)
                append(together, event_id, tenant, correlation_id, now, event)
        except TransactWriteError:
            with suppress(NotFound):
                store.get(tenant, meeting_id)
                raise
        return Erased(1)
