"""The stages of an ingest, each safe to run again: parse, index, finish."""

import hashlib

from msgspec import Struct
from msgspec.structs import replace
from pynamodb.exceptions import TransactWriteError

from quarterdeck.contexts.meetings import store
from quarterdeck.contexts.meetings.archive import Archive
from quarterdeck.contexts.meetings.artifacts import extract
from quarterdeck.contexts.meetings.clean import clean
from quarterdeck.contexts.meetings.events import MeetingFailed, MeetingIngested
from quarterdeck.contexts.meetings.model import Meeting, Redaction, Status, Transcript
from quarterdeck.contexts.meetings.redaction import redacted
from quarterdeck.contexts.meetings.redaction_store import redaction
from quarterdeck.contexts.meetings.requests import UPLOAD_LIMIT
from quarterdeck.contexts.meetings.transcripts import parse
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import InvalidInput, TooLarge
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.outbox import EventData, append
from quarterdeck.platform.tables import transaction
from quarterdeck.services.search.chunk import chunk
from quarterdeck.services.search.retrieve import Retriever


class Job(Struct, frozen=True):
    """A meeting to ingest."""

    tenant: TenantId
    meeting_id: str
    correlation_id: str


class Ended(Job, frozen=True):
    """An ingest's end: ``reason`` is None where it came to its ``passages``."""

    passages: int
    reason: str | None


class Parsing(Struct, frozen=True):
    """From the upload to a transcript and its artifacts.

    Where the tenant has transcripts redacted, the upload is removed once its transcript is stored, and a later try
    goes on from that.
    """

    archive: Archive

    def run(self, job: Job) -> int:
        """Return the number of turns.

        Raises:
            InvalidInput, Unsupported, TooLarge: the upload can't be read; the message is for the uploader.
        """
        store.move(
            job.tenant, job.meeting_id, to=Status.PROCESSING, allowed=(Status.PENDING, Status.PROCESSING)
        )
        size = self.archive.raw_size(job.tenant, job.meeting_id)
        if size > UPLOAD_LIMIT:
            raise TooLarge(f"the transcript is over {UPLOAD_LIMIT // 1024**2} MiB: split the meeting")
        return self._read(job) if size else len(self.archive.transcript(job.tenant, job.meeting_id).turns)

    def _read(self, job: Job) -> int:
        raw, meeting = self.archive.raw(job.tenant, job.meeting_id), store.get(job.tenant, job.meeting_id)
        turns = clean(parse(raw, meeting.format))
        if not turns:
            raise InvalidInput("the transcript has no words in it, only markup: check the export")
        how = redaction(job.tenant)
        kept = redacted(how, meeting, turns, _known(job.tenant) if how is Redaction.ALL else ())
        transcript = Transcript(hashlib.sha256(raw).hexdigest(), kept.turns)
        self.archive.put_transcript(job.tenant, job.meeting_id, transcript)
        self.archive.put_artifacts(job.tenant, job.meeting_id, extract(kept.meeting, kept.turns))
        if how is not Redaction.OFF:
            self.archive.remove_raw(job.tenant, job.meeting_id)
        return len(kept.turns)


def _known(tenant: TenantId) -> set[str]:
    """Return the names of all who took part in the tenant's meetings."""
    return {participant.name for meeting in store.every(tenant) for participant in meeting.participants}


class Indexing(Struct, frozen=True):
    """From the transcript to passages that can be found."""

    archive: Archive
    retriever: Retriever

    def run(self, job: Job) -> int:
        """Return the number of passages."""
        transcript = self.archive.transcript(job.tenant, job.meeting_id)
        said = [(turn.speaker, turn.text) for turn in transcript.turns]
        passages = chunk(job.meeting_id, transcript.version, said)
        self.retriever.put(job.tenant, passages)
        return len(passages)


class Finishing(Struct, frozen=True):
    """The meeting's final status and the event that tells of it, in one transaction."""

    archive: Archive
    clock: Clock

    def run(self, ended: Ended) -> Status:
        """Return the status that the meeting has now."""
        meeting = store.get(ended.tenant, ended.meeting_id)
        if ended.reason is None:
            done, event = self._completed(meeting, ended.passages)
        else:
            done, event = _failed(meeting, ended.reason)
        self._write(done, event, ended.correlation_id)
        return done.status

    def _completed(self, meeting: Meeting, passages: int) -> tuple[Meeting, EventData]:
        transcript = self.archive.transcript(meeting.tenant, meeting.id)
        turns = len(transcript.turns)
        done = replace(meeting, status=Status.COMPLETED, version=transcript.version, turns=turns)
        event = MeetingIngested(
            meeting_id=meeting.id,
            company=meeting.company,
            title=meeting.title,
            date=meeting.date,
            turns=turns,
            passages=passages,
        )
        return done, event

    def _write(self, meeting: Meeting, event: EventData, correlation_id: str) -> None:
        attempt = store.attempt(meeting.tenant, meeting.id)
        event_id = derived("evt", meeting.date, meeting.id, event.type, str(attempt))
        try:
            with transaction() as together:
                store.finish(together, meeting)
                append(together, event_id, meeting.tenant, correlation_id, self.clock.now(), event)
        except TransactWriteError:
            if store.get(meeting.tenant, meeting.id).status is not meeting.status:
                raise


def _failed(meeting: Meeting, reason: str) -> tuple[Meeting, EventData]:
    event = MeetingFailed(meeting_id=meeting.id, company=meeting.company, title=meeting.title, reason=reason)
    return replace(meeting, status=Status.FAILED, reason=reason), event
