"""The live sources read many meetings' files at once, and hand them over in order."""

from typing import Any

from quarterdeck.contexts.assistant.library import AT_A_TIME, LiveSources
from quarterdeck.contexts.meetings.archive import Archive
from quarterdeck.contexts.meetings.artifacts import extract
from tests.support.objects import MemoryObjects
from tests.unit.runs.desk import AS_OF, TENANT, meeting, turns


def unopened() -> Any:
    raise AssertionError("nothing is searched")


def test_the_questions_of_many_meetings_come_in_the_order_asked_for() -> None:
    archive = Archive(MemoryObjects())
    meetings = [meeting(number, "Larkspur", "Call", AS_OF) for number in range(3 * AT_A_TIME)]
    for each in meetings:
        archive.put_artifacts(TENANT, each.id, extract(each, turns()))
    sources = LiveSources(TENANT, archive, unopened, unopened, unopened)
    ids = [each.id for each in meetings][::-1]
    read = sources.questions(ids)
    assert [each.meeting_id for each in read] == ids
    assert all(each.questions for each in read)
    assert sources.questions([]) == []


def test_a_meeting_whose_files_were_erased_meanwhile_is_left_out() -> None:
    archive = Archive(MemoryObjects())
    there = meeting(1, "Larkspur", "Call", AS_OF)
    archive.put_artifacts(TENANT, there.id, extract(there, turns()))
    sources = LiveSources(TENANT, archive, unopened, unopened, unopened)
    assert [each.meeting_id for each in sources.questions(["mtg_404", there.id, "mtg_405"])] == [there.id]
    assert sources.artifacts("mtg_404") is None
    assert sources.transcript("mtg_404") is None
