"""A meeting whose transcript never comes is seen as expired, may be sent again, and is ingested if it comes late."""

import hashlib
from datetime import UTC, datetime

import pytest

from quarterdeck.contexts.meetings import store
from quarterdeck.contexts.meetings.archive import Archive
from quarterdeck.contexts.meetings.ingest import Job, Parsing
from quarterdeck.contexts.meetings.model import PENDING_FOR, Format, Meeting, Status
from quarterdeck.contexts.meetings.requests import MeetingBody, TranscriptBody, UploadBody
from quarterdeck.contexts.meetings.service import Meetings
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.objects import S3Objects
from tests.support.clocks import StillClock
from tests.support.tables import BUCKET

SAID = "Ada Quill: How long is the notice period?\nBo Finch: It is 30 days.\n"
ARCHIVE = Archive(S3Objects(BUCKET))
OVERDUE = PENDING_FOR.total_seconds()
REASON = "no transcript was taken in within 30 minutes: send the meeting again"


@pytest.fixture
def meetings(clock: StillClock) -> Meetings:
    return Meetings(S3Objects(BUCKET), clock, UlidIds())


@pytest.fixture
def actor(tenant: TenantId) -> Actor:
    return Actor(tenant, "owner", "c1")


def described(**how: object) -> MeetingBody:
    date = datetime(2026, 5, 4, 10, tzinfo=UTC)
    return MeetingBody.model_validate({"company": "Pinfold Mills", "title": "Notice", "date": date} | how)


def upload() -> MeetingBody:
    content = SAID.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return described(upload=UploadBody(format=Format.TEXT, size=len(content), sha256=sha256))


def whole() -> MeetingBody:
    return described(transcript=TranscriptBody(format=Format.TEXT, content=SAID))


@pytest.fixture
def expired(meetings: Meetings, actor: Actor, clock: StillClock) -> Meeting:
    """A meeting that was to be uploaded and wasn't."""
    offered = meetings.offer(actor, upload()).meeting
    clock.move(OVERDUE - 1)
    assert meetings.get(actor.tenant, offered.id).status is Status.PENDING
    clock.move(1)
    return meetings.get(actor.tenant, offered.id)


def test_an_upload_that_never_comes_ends_with_a_reason(
    meetings: Meetings, actor: Actor, expired: Meeting
) -> None:
    assert (expired.status, expired.reason) == (Status.EXPIRED, REASON)
    assert meetings.newest(actor.tenant, limit=5, before=None)[0] == [expired]


def test_it_may_be_asked_for_again_and_has_its_time_anew(
    meetings: Meetings, actor: Actor, clock: StillClock, expired: Meeting
) -> None:
    again = meetings.offer(actor, upload())
    assert (again.meeting.id, again.meeting.status, again.meeting.reason) == (
        expired.id,
        Status.PENDING,
        None,
    )
    clock.move(OVERDUE - 1)
    assert meetings.get(actor.tenant, expired.id).status is Status.PENDING


def test_asking_again_before_the_end_gives_more_time(
    meetings: Meetings, actor: Actor, clock: StillClock
) -> None:
    offered = meetings.offer(actor, upload()).meeting
    clock.move(OVERDUE - 1)
    meetings.offer(actor, upload())
    clock.move(OVERDUE - 1)
    assert meetings.get(actor.tenant, offered.id).status is Status.PENDING


def test_its_transcript_may_come_with_the_request_instead(
    meetings: Meetings, actor: Actor, expired: Meeting
) -> None:
    sent = meetings.accept(actor, whole())
    assert (sent.id, sent.status) == (expired.id, Status.PENDING)
    assert Parsing(ARCHIVE).run(Job(actor.tenant, sent.id, "c1")) == 2


def test_what_comes_late_is_ingested_all_the_same(meetings: Meetings, actor: Actor, expired: Meeting) -> None:
    ARCHIVE.put_raw(actor.tenant, expired.id, SAID.encode())
    assert Parsing(ARCHIVE).run(Job(actor.tenant, expired.id, "c1")) == 2
    assert meetings.get(actor.tenant, expired.id).status is Status.PROCESSING


def test_there_is_nothing_to_retry(meetings: Meetings, actor: Actor, expired: Meeting) -> None:
    with pytest.raises(NotFound):
        meetings.retry(actor, expired.id)


def test_it_may_be_deleted(meetings: Meetings, actor: Actor, expired: Meeting) -> None:
    assert meetings.begin_deletion(actor, expired.id).meeting.status is Status.DELETING


def test_a_try_again_that_gets_no_upload_expires_as_well(
    meetings: Meetings, actor: Actor, clock: StillClock
) -> None:
    failed = meetings.offer(actor, upload()).meeting
    for to, allowed in ((Status.PROCESSING, Status.PENDING), (Status.FAILED, Status.PROCESSING)):
        store.move(actor.tenant, failed.id, to=to, allowed=(allowed,))
    clock.move(OVERDUE)
    assert meetings.offer(actor, upload()).meeting.status is Status.PENDING
    clock.move(OVERDUE)
    assert meetings.get(actor.tenant, failed.id).status is Status.EXPIRED


def test_only_what_is_pending_expires(meetings: Meetings, actor: Actor, clock: StillClock) -> None:
    sent = meetings.accept(actor, whole())
    store.move(actor.tenant, sent.id, to=Status.PROCESSING, allowed=(Status.PENDING,))
    clock.move(OVERDUE)
    assert meetings.get(actor.tenant, sent.id).status is Status.PROCESSING
