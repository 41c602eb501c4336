"""Putting meetings in and looking them up: the use cases behind the API."""

import base64
import hashlib
from contextlib import suppress
from datetime import UTC, datetime

from msgspec import Struct
from pynamodb.exceptions import TransactWriteError

from quarterdeck.contexts.meetings import company_store, redaction_store, store
from quarterdeck.contexts.meetings.archive import Archive, raw_key
from quarterdeck.contexts.meetings.model import PENDING_FOR, Format, Meeting, Redaction, Status
from quarterdeck.contexts.meetings.requests import CompanyBody, MeetingBody, RedactionBody
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, InvalidInput, NotFound
from quarterdeck.kernel.ids import Ids, derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor, Entry
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.objects import S3Objects


class Offer(Struct, frozen=True):
    """A meeting that waits for its transcript, and the request that uploads it."""

    meeting: Meeting
    url: str
    headers: dict[str, str]


class Deletion(Struct, frozen=True):
    """A meeting that is being deleted, after this many tries at ingesting it."""

    meeting: Meeting
    attempt: int

    @property
    def id(self) -> str:
        """The id of its erasure: the same upload may come again, and be deleted again."""
        return derived("ers", self.meeting.date, self.meeting.id, str(self.attempt))


class Meetings(Struct, frozen=True):
    """Every upload has the id that its content and description determine, so the same upload twice is one meeting."""

    objects: S3Objects
    clock: Clock
    ids: Ids

    def accept(self, actor: Actor, body: MeetingBody) -> Meeting:
        """Take a transcript that came with the request; its ingest begins at once.

        A failed meeting that is sent again is tried again, one that has expired is waited for anew; any other stays
        as it is.

        Raises:
            InvalidInput: the transcript is empty.
        """
        transcript = body.transcript
        if transcript is None or not transcript.content.strip():
            raise InvalidInput("the transcript is empty: send what was said", field="transcript.content")
        content = transcript.content.encode()
        meeting = self._register(actor, body, transcript.format, hashlib.sha256(content).hexdigest())
        if meeting.status is Status.FAILED:
            return self.retry(actor, meeting.id)
        if meeting.status is Status.PENDING:
            Archive(self.objects).put_raw(actor.tenant, meeting.id, content)
        return meeting

    def offer(self, actor: Actor, body: MeetingBody) -> Offer:
        """Return where to put a transcript that is too big to come with the request.

        For a failed meeting the upload begins another try.
        """
        upload = body.upload
        if upload is None:
            raise InvalidInput("'upload' is missing", field="upload")
        meeting = self._register(actor, body, upload.format, upload.sha256)
        if meeting.status is Status.FAILED:
            meeting = self._try_again(actor, meeting.id)
        checksum = base64.b64encode(bytes.fromhex(upload.sha256)).decode()
        signed = self.objects.presign_put(
            raw_key(actor.tenant, meeting.id), size=upload.size, sha256_base64=checksum
        )
        return Offer(meeting, signed.url, signed.headers)

    def retry(self, actor: Actor, meeting_id: str) -> Meeting:
        """Try to ingest a failed meeting again, from the upload that is kept, or from what was stored of it.

        Raises:
            NotFound: no such meeting, or nothing was uploaded for it.
            Conflict: it has not failed.
        """
        content = Archive(self.objects).kept(actor.tenant, meeting_id)
        meeting = self._try_again(actor, meeting_id)
        Archive(self.objects).put_raw(actor.tenant, meeting_id, content)
        return meeting

    def begin_deletion(self, actor: Actor, meeting_id: str) -> Deletion:
        """Have the meeting no longer asked about; what was made of it is erased from the stores afterwards.

        Raises:
            NotFound: no such meeting.
            Conflict: its ingest is under way.
        """
        entry = self._entry(actor, "meetings.delete", meeting_id)
        if store.get(actor.tenant, meeting_id).status is not Status.DELETING:
            try:
                within(entry, lambda together: store.begin_deletion(together, actor.tenant, meeting_id))
            except TransactWriteError:
                status = store.get(actor.tenant, meeting_id).status
                if status is Status.PROCESSING:
                    raise Conflict(
                        f"meeting {meeting_id} is being ingested: delete it when that has ended"
                    ) from None
                if status is not Status.DELETING:
                    raise
        meeting = store.get(actor.tenant, meeting_id)
        return Deletion(meeting, store.attempt(actor.tenant, meeting_id))

    def get(self, tenant: TenantId, meeting_id: str) -> Meeting:
        return store.get(tenant, meeting_id).at(self.clock.now())

    def newest(self, tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Meeting], str | None]:
        found, more = store.newest(tenant, limit=limit, before=before)
        now = self.clock.now()
        return [meeting.at(now) for meeting in found], more

    def name_company(self, actor: Actor, body: CompanyBody) -> None:
        """Keep the company's other names; the audit trail names it by a digest."""
        company = f"cmp_{hashlib.sha256(body.name.casefold().encode()).hexdigest()[:16]}"
        within(
            self._entry(actor, "companies.name", company),
            lambda together: company_store.put(together, actor.tenant, body.name, list(body.aliases)),
        )

    def redaction(self, tenant: TenantId) -> Redaction:
        return redaction_store.redaction(tenant)

    def choose_redaction(self, actor: Actor, body: RedactionBody) -> Redaction:
        """Have this much taken out of transcripts from now on; those that are stored stay as they are."""
        entry = self._entry(actor, "settings.redaction", body.transcripts.value)
        within(entry, lambda together: redaction_store.choose(together, actor.tenant, body.transcripts))
        return body.transcripts

    def _register(self, actor: Actor, body: MeetingBody, form: Format, sha256: str) -> Meeting:
        tenant = actor.tenant
        identity = (tenant, sha256, body.company, body.title, body.date.astimezone(UTC).isoformat())
        meeting = Meeting(
            tenant=tenant,
            id=derived("mtg", body.date, *identity),
            company=body.company,
            title=body.title,
            date=body.date,
            participants=tuple(p.value() for p in body.participants),
            format=form,
            status=Status.PENDING,
            pending_until=self._until(),
        )
        entry = self._entry(actor, "meetings.add", meeting.id)
        try:
            within(entry, lambda together: store.add(together, meeting))
        except TransactWriteError as error:
            with suppress(NotFound):
                store.wait(tenant, meeting.id, self._until())
                return self.get(tenant, meeting.id)
            raise error from None
        return meeting

    def _until(self) -> datetime:
        return self.clock.now() + PENDING_FOR

    def _try_again(self, actor: Actor, meeting_id: str) -> Meeting:
        entry = self._entry(actor, "meetings.retry", meeting_id)
        until = self._until()
        try:
            within(entry, lambda together: store.try_again(together, actor.tenant, meeting_id, until))
        except TransactWriteError:
            if store.get(actor.tenant, meeting_id).status is Status.FAILED:
                raise
            raise Conflict(f"meeting {meeting_id} is not {Status.FAILED}") from None
        return store.get(actor.tenant, meeting_id)

    def _entry(self, actor: Actor, action: str, target: str) -> Entry:
        return Entry(self.ids.new("aud"), self.clock.now(), actor, action, target)
