"""Putting meetings in and looking them up: the use cases behind the API."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC

from quarterdeck.contexts.meetings import redaction_store, store
from quarterdeck.contexts.meetings.archive import Archive, raw_key
from quarterdeck.contexts.meetings.model import Format, Meeting, Redaction, Status
from quarterdeck.contexts.meetings.requests import CompanyBody, MeetingBody, RedactionBody
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.objects import S3Objects


@dataclass(frozen=True, slots=True)
class Offer:
    """A meeting that waits for its transcript, and the request that uploads it."""

    meeting: Meeting
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Every upload has the id that its content and description determine, so the same upload twice is one meeting."""

    objects: S3Objects

    def accept(self, tenant: TenantId, body: MeetingBody) -> Meeting:
        """Take a transcript that came with the request; its ingest begins at once.

        A failed meeting that is sent again is tried again; any other stays as it is.

        Raises:
            InvalidInput: the transcript is empty.
        """
        transcript = body.transcript
        if transcript is None or not transcript.content.strip():
            raise InvalidInput("the transcript is empty: send what was said", field="transcript.content")
        content = transcript.content.encode()
        meeting = self._register(tenant, body, transcript.format, hashlib.sha256(content).hexdigest())
        if meeting.status is Status.FAILED:
            return self.retry(tenant, meeting.id)
        if meeting.status is Status.PENDING:
            Archive(self.objects).put_raw(tenant, meeting.id, content)
        return meeting

    def offer(self, tenant: TenantId, body: MeetingBody) -> Offer:
        """Return where to put a transcript that is too big to come with the request.

        For a failed meeting the upload begins another try.
        """
        upload = body.upload
        if upload is None:
            raise InvalidInput("'upload' is missing", field="upload")
        meeting = self._register(tenant, body, upload.format, upload.sha256)
        if meeting.status is Status.FAILED:
            store.move(tenant, meeting.id, to=Status.PENDING, allowed=(Status.FAILED,))
            meeting = store.get(tenant, meeting.id)
        checksum = base64.b64encode(bytes.fromhex(upload.sha256)).decode()
        signed = self.objects.presign_put(
            raw_key(tenant, meeting.id), size=upload.size, sha256_base64=checksum
        )
        return Offer(meeting, signed.url, signed.headers)

    def retry(self, tenant: TenantId, meeting_id: str) -> Meeting:
        """Try to ingest a failed meeting again, from the upload that is kept, or from what was stored of it.

        Raises:
            NotFound: no such meeting, or nothing was uploaded for it.
            Conflict: it has not failed.
        """
        content = Archive(self.objects).kept(tenant, meeting_id)
        store.move(tenant, meeting_id, to=Status.PENDING, allowed=(Status.FAILED,))
        Archive(self.objects).put_raw(tenant, meeting_id, content)
        return store.get(tenant, meeting_id)

    def get(self, tenant: TenantId, meeting_id: str) -> Meeting:
        return store.get(tenant, meeting_id)

    def newest(self, tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[Meeting], str | None]:
        return store.newest(tenant, limit=limit, before=before)

    def name_company(self, tenant: TenantId, body: CompanyBody) -> None:
        store.put_company(tenant, body.name, list(body.aliases))

    def redaction(self, tenant: TenantId) -> Redaction:
        return redaction_store.redaction(tenant)

    def choose_redaction(self, tenant: TenantId, body: RedactionBody) -> Redaction:
        """Have this much taken out of transcripts from now on; those that are stored stay as they are."""
        redaction_store.choose(tenant, body.transcripts)
        return body.transcripts

    def _register(self, tenant: TenantId, body: MeetingBody, form: Format, sha256: str) -> Meeting:
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
        )
        return meeting if store.add(meeting) else store.get(tenant, meeting.id)
