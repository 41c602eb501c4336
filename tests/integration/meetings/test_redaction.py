"""What a tenant has taken out of transcripts is nowhere: not in the transcript, its artifacts, or the upload."""

from datetime import UTC, datetime

import boto3
import pytest
from msgspec.structs import asdict

from quarterdeck.contexts.meetings import store
from quarterdeck.contexts.meetings.archive import Archive, raw_key
from quarterdeck.contexts.meetings.ingest import Job, Parsing
from quarterdeck.contexts.meetings.model import Format, Redaction, Status
from quarterdeck.contexts.meetings.requests import MeetingBody, ParticipantBody, RedactionBody, TranscriptBody
from quarterdeck.contexts.meetings.service import Meetings
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import NotFound, QuarterdeckError
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.objects import S3Objects
from tests.support.tables import BUCKET

SAID = (
    "Ada Quill: How long is the notice period? My mail is ada.quill@example.com.\n"
    "Bo Finch: It is 30 days, Ada. I will send the contract to ada.quill@example.com by Friday.\n"
    "Ada Quill: Call me on (212) 555-0142, the card is 4111 1111 1111 1111.\n"
)
FORMED = ("ada.quill@example.com", "555-0142", "4111 1111")
NAMED = ("Ada", "Quill", "Bo Finch", "Finch")
OBJECTS = S3Objects(BUCKET)
ARCHIVE = Archive(OBJECTS)
MEETINGS = Meetings(OBJECTS, SystemClock(), UlidIds())


def _actor(tenant: TenantId) -> Actor:
    return Actor(tenant, "owner", "c1")


def added(tenant: TenantId, title: str = "Notice") -> Job:
    body = MeetingBody(
        company="Pinfold Mills",
        title=title,
        date=datetime(2026, 5, 4, 10, tzinfo=UTC),
        participants=(
            ParticipantBody(name="Ada Quill", company="Pinfold Mills"),
            ParticipantBody(name="Bo Finch", company="Lanternfold"),
        ),
        transcript=TranscriptBody(format=Format.TEXT, content=SAID),
    )
    return Job(tenant, MEETINGS.accept(_actor(tenant), body).id, "c1")


def chosen(tenant: TenantId, how: Redaction) -> None:
    assert MEETINGS.choose_redaction(_actor(tenant), RedactionBody(transcripts=how)) is how
    assert MEETINGS.redaction(tenant) is how


def stored(job: Job) -> str:
    """Return all that is stored of what was said, in every version of every object."""
    s3 = boto3.client("s3")
    prefix = raw_key(job.tenant, job.meeting_id).rpartition("/")[0]
    versions = s3.list_object_versions(Bucket=BUCKET, Prefix=prefix).get("Versions", [])
    bodies = [
        s3.get_object(Bucket=BUCKET, Key=each["Key"], VersionId=each["VersionId"])["Body"].read()
        for each in versions
    ]
    return b"\n".join(bodies).decode()


@pytest.fixture(scope="module", autouse=True)
def versioned(tables: None) -> None:  # noqa: ARG001 - the bucket is there with them
    boto3.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})


def test_nothing_is_taken_out_where_nothing_was_chosen(tenant: TenantId) -> None:
    job = added(tenant)
    assert MEETINGS.redaction(tenant) is Redaction.OFF
    assert Parsing(ARCHIVE).run(job) == 3
    assert all(text in stored(job) for text in FORMED)
    assert ARCHIVE.raw(tenant, job.meeting_id) == SAID.encode()


def test_structured_takes_out_what_has_a_form_and_the_upload(tenant: TenantId) -> None:
    chosen(tenant, Redaction.STRUCTURED)
    job = added(tenant)
    assert Parsing(ARCHIVE).run(job) == 3
    assert not any(text in stored(job) for text in FORMED)
    turns = ARCHIVE.transcript(tenant, job.meeting_id).turns
    assert turns[0].speaker == "Ada Quill"
    assert turns[2].text == "Call me on [PHONE], the card is [CARD]."
    with pytest.raises(NotFound):
        ARCHIVE.raw(tenant, job.meeting_id)


def test_all_takes_out_names_too_and_artifacts_still_know_the_sides(tenant: TenantId) -> None:
    chosen(tenant, Redaction.ALL)
    job = added(tenant)
    Parsing(ARCHIVE).run(job)
    assert not any(text in stored(job) for text in (*FORMED, *NAMED))
    artifacts = ARCHIVE.artifacts(tenant, job.meeting_id)
    assert [question.asker for question in artifacts.customer_questions] == ["Speaker 1"]
    assert [item.owner for item in artifacts.action_items] == ["Speaker 2"]
    turns = ARCHIVE.transcript(tenant, job.meeting_id).turns
    for quote in artifacts.highlights:
        assert turns[quote.turn].text[quote.start : quote.end] == quote.text


def test_names_known_from_other_meetings_are_taken_out(tenant: TenantId) -> None:
    Parsing(ARCHIVE).run(added(tenant))
    chosen(tenant, Redaction.ALL)
    body = MeetingBody(
        company="Pinfold Mills",
        title="Later",
        date=datetime(2026, 6, 1, tzinfo=UTC),
        transcript=TranscriptBody(
            format=Format.TEXT, content="Cy Marlow: I spoke with Ada Quill about it.\n"
        ),
    )
    job = Job(tenant, MEETINGS.accept(_actor(tenant), body).id, "c1")
    Parsing(ARCHIVE).run(job)
    assert ARCHIVE.transcript(tenant, job.meeting_id).turns[0].text == "I spoke with [PERSON] about it."


def test_a_stage_run_twice_and_a_retry_go_on_from_what_is_stored(tenant: TenantId) -> None:
    chosen(tenant, Redaction.STRUCTURED)
    job = added(tenant)
    Parsing(ARCHIVE).run(job)
    before = ARCHIVE.transcript(tenant, job.meeting_id)
    assert Parsing(ARCHIVE).run(job) == 3
    store.move(tenant, job.meeting_id, to=Status.FAILED, allowed=(Status.PROCESSING,))
    assert MEETINGS.retry(_actor(tenant), job.meeting_id).status is Status.PENDING
    assert ARCHIVE.raw_size(tenant, job.meeting_id) == 0
    assert Parsing(ARCHIVE).run(job) == 3
    assert asdict(ARCHIVE.transcript(tenant, job.meeting_id)) == asdict(before)
    assert not any(text in stored(job) for text in FORMED)


def test_one_tenants_choice_is_not_anothers(tenant: TenantId) -> None:
    chosen(tenant, Redaction.ALL)
    assert MEETINGS.redaction(TenantId(f"{tenant}-b")) is Redaction.OFF


def test_an_upload_that_cannot_be_read_stays_for_a_retry(tenant: TenantId) -> None:
    chosen(tenant, Redaction.ALL)
    job = added(tenant)
    OBJECTS.put(raw_key(tenant, job.meeting_id), b"\x00\xff")
    with pytest.raises(QuarterdeckError):
        Parsing(ARCHIVE).run(job)
    assert ARCHIVE.raw(tenant, job.meeting_id) == b"\x00\xff"
