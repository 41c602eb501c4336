"""Which meetings a question across several is about: by itself, after others, and by the asker's clock."""

from datetime import UTC, date, datetime

import pytest

from quarterdeck.contexts.assistant.contracts.across.scope import none_there, within
from quarterdeck.contexts.assistant.finding import Finder
from quarterdeck.contexts.assistant.model import Exchange, Intent, MeetingScope, Question
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.kernel.codec import dump_json, load_json
from tests.unit.runs.desk import AS_OF, TENANT, Desk, go, meeting, order

LARKSPUR = meeting(1, "Larkspur", "Larkspur - pricing", datetime(2026, 11, 19, 15, 10, tzinfo=UTC))
EARLY = meeting(2, "Larkspur", "Larkspur - demo", datetime(2026, 6, 3, 10, tzinfo=UTC))
QUILL = meeting(3, "Quillfeather", "Quillfeather - demo", datetime(2026, 9, 1, 10, tzinfo=UTC))
DOWNLAND = meeting(4, "Downland", "Downland - pricing", datetime(2026, 9, 8, 10, tzinfo=UTC))
ALL = (LARKSPUR, DOWNLAND, QUILL, EARLY)


def scope(text: str, *earlier: Exchange, contract: str = "PATTERN_ANALYSIS") -> MeetingScope:
    question = Question(TENANT, "run_1", text, "u", "c", AS_OF, "x")
    found = Finder(question, Person("u"), text, earlier, Desk(list(ALL))).find(contract)
    assert found.unclear is None
    return found.scope


def ids(scope: MeetingScope) -> set[str]:
    return {each.id for each in within(ALL, scope)}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("What objections come up most?", {"mtg_1", "mtg_2", "mtg_3", "mtg_4"}),
        ("Compare Larkspur and Quillfeather on price", {"mtg_1", "mtg_2", "mtg_3"}),
        ("What comes up with LKS?", {"mtg_1", "mtg_2"}),
        ("Compare June and September on price", {"mtg_2", "mtg_3", "mtg_4"}),
        ("What came up from June to September?", {"mtg_2", "mtg_3", "mtg_4"}),
        ("What comes up in our pricing calls?", {"mtg_1", "mtg_4"}),
        ("What came up in February?", set()),
    ],
)
def test_a_question_leaves_the_meetings_that_it_names(text: str, left: set[str]) -> None:
    assert ids(scope(text)) == left


def exchange(text: str, contract: str = "PATTERN_ANALYSIS", *meeting_ids: str) -> Exchange:
    intent = Intent.MULTI_MEETING if contract == "PATTERN_ANALYSIS" else Intent.SINGLE_MEETING
    before = scope(text) if intent is Intent.MULTI_MEETING else MeetingScope()
    return Exchange(text, intent, contract, meeting_ids, scope=before)


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("Which objections does Larkspur have?", "Which of those were in June?", {"mtg_2"}),
        ("Which objections came up in September?", "And with Downland?", {"mtg_4"}),
        (
            "Which objections came up in September?",
            "What are the objections of Larkspur?",
            {"mtg_1", "mtg_2"},
        ),
    ],
)
def test_a_question_that_goes_on_keeps_what_it_does_not_say_anew(
    first: str, then: str, left: set[str]
) -> None:
    assert ids(scope(then, exchange(first))) == left


def test_they_are_those_of_the_meeting_before() -> None:
    before = exchange("Summarise the demo", "MEETING_SUMMARY", "mtg_3")
    assert scope("How do they compare with Larkspur on price?", before).companies == (
        "Larkspur",
        "Quillfeather",
    )


def test_no_single_meeting_is_meant_after_an_answer_across_several() -> None:
    single = exchange("Summarise the demo", "MEETING_SUMMARY", "mtg_3")
    across = exchange("Which objections come up?", "PATTERN_ANALYSIS", "mtg_1", "mtg_4")
    desk = Desk(list(ALL), [single, across])
    assert go(desk, order("What did they ask?")).prepared.verdict.intent is Intent.CLARIFY


def test_a_scope_without_meetings_says_what_there_is() -> None:
    text = none_there(MeetingScope(("Nobody Works",), since=date(2026, 2, 1), until=date(2026, 2, 28)), ALL)
    assert text == (
        "There are no meetings with Nobody Works, 1 February 2026 to 28 February 2026. There are 4 meetings with "
        "3 customers (Downland, Larkspur, Quillfeather), 3 June 2026 to 19 November 2026."
    )


class InTokyo(Desk):
    """A desk that is asked from Tokyo."""

    def person(self, subject: str) -> Person:
        return Person(subject, timezone="Asia/Tokyo")


def asked(desk: Desk, at: datetime) -> tuple[Meeting, ...]:
    asked = order("What did they ask in yesterday's call?")
    question = Question(TENANT, "run_1", asked.question.text, "u", "conv_1", at, "x")
    return go(desk, type(asked)(question)).prepared.brief.meetings


def test_yesterday_is_by_the_asker_s_clock() -> None:
    at = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # half past midnight on the 21st in Tokyo
    [found] = asked(InTokyo([LARKSPUR, EARLY]), at)
    assert found.id == LARKSPUR.id  # ten past midnight on the 20th in Tokyo
    assert found.date.date() == date(2026, 11, 20)
    assert asked(Desk([LARKSPUR, EARLY]), at)[0].date.date() == date(2026, 11, 19)


def test_an_exchange_from_before_scopes_can_still_be_read() -> None:
    old = Exchange("What?", Intent.SINGLE_MEETING, "EXTRACTIVE_FACT", ("mtg_1",))
    stored = dump_json(old).replace(b'"scope"', b'"unknown"')
    read: Exchange = load_json(Exchange, stored)
    assert read.scope == MeetingScope()


def test_what_a_question_across_meetings_read_is_played_back() -> None:
    desk = Desk(list(ALL))
    recorded = go(desk, order("What are the most common questions across all accounts?"))
    [executed] = recorded.executed
    assert executed.contract == "CROSS_MEETING_QUESTIONS"
    assert executed.looked_at == len(ALL)
    assert {each.id for each in executed.meetings} <= {each.id for each in ALL}
    played = go(Desk([]), order("What are the most common questions across all accounts?"), recorded=recorded)
    assert [each.answer for each in played.executed] == [executed.answer]
    assert played.executed[0].divergence is None


def test_what_is_pasted_names_no_meeting() -> None:
    text = 'Draft a reply: "What did you say in the September call with Quillfeather?"'
    question = Question(TENANT, "run_1", text, "u", "c", AS_OF, "x")
    found = Finder(question, Person("u"), text, (), Desk(list(ALL))).find("DRAFT_RESPONSE")
    assert (found.meetings, found.scope) == ((), MeetingScope())
