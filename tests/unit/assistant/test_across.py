"""The parts of answers across meetings: buckets of time, what is compared, what fits, and who is counted."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.alike import Asked, grouped, nearest
from quarterdeck.contexts.assistant.contracts.across.buckets import MOST, buckets
from quarterdeck.contexts.assistant.contracts.across.fitting import FRAME, ROOM, fitting
from quarterdeck.contexts.assistant.contracts.across.scope import counted
from quarterdeck.contexts.assistant.contracts.across.signals import signal
from quarterdeck.contexts.assistant.contracts.across.things import things
from quarterdeck.contexts.assistant.contracts.across.topics import topics
from quarterdeck.contexts.assistant.model import Days, Evidence, Exchange, Intent, MeetingScope
from quarterdeck.contexts.meetings.model import CustomerQuestion, Meeting, Quote
from tests.unit.assistant.library import meeting, question

DAY = datetime(2026, 1, 5, 10, tzinfo=UTC)


def met(day: int, company: str = "Pinfold") -> Meeting:
    return replace(meeting(company, number=day), date=DAY + timedelta(days=day))


def brief(text: str, scope: MeetingScope | None = None, *said: Exchange) -> Brief:
    return Brief(question(text), scope=scope or MeetingScope(), conversation=said)


@given(
    st.lists(st.integers(0, 1500), min_size=1, max_size=40),
    st.sampled_from(["", " by month", " by quarter", " weekly"]),
)
def test_buckets_follow_each_other_and_have_every_late_meeting_once(days: list[int], unit: str) -> None:
    meetings = tuple(met(day) for day in sorted(set(days), reverse=True))
    found = buckets(brief(f"How has price changed{unit}?"), meetings)
    assert len({bucket.label for bucket in found}) == len(found) <= MOST
    assert all(b.since == a.until + timedelta(1) for a, b in pairwise(found))
    late = [m for m in meetings if m.date.date() >= found[0].since]
    assert [m for bucket in reversed(found) for m in bucket.of(meetings)] == late
    assert meetings[0] in found[-1].of(meetings)


@pytest.mark.parametrize(
    ("text", "days", "labels"),
    [
        (
            "How has it changed?",
            20,
            ["Week of 5 January 2026", "Week of 12 January 2026", "Week of 19 January 2026"],
        ),
        ("How has it changed?", 60, ["January 2026", "February 2026", "March 2026"]),
        ("How has it changed by quarter?", 100, ["Q1 2026", "Q2 2026"]),
        ("How has it changed?", 500, ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027", "Q2 2027"]),
    ],
)
def test_the_unit_of_time_is_the_one_asked_for_or_fits_the_span(
    text: str, days: int, labels: list[str]
) -> None:
    assert [bucket.label for bucket in buckets(brief(text), (met(days), met(0)))] == labels


def test_a_part_of_a_month_says_so_and_the_future_has_no_bucket() -> None:
    scope = MeetingScope(since=date(2026, 9, 10), until=date(2026, 12, 31))
    found = buckets(brief("How has it changed?", scope), (met(260),))
    assert [bucket.label for bucket in found] == [
        "September 2026 (from 10 September)",
        "October 2026",
        "November 2026",
    ]


def test_buckets_are_by_the_clock_that_the_dates_have() -> None:
    tokyo = replace(met(0), date=datetime.fromisoformat("2026-02-01T00:30:00+09:00"))
    assert [bucket.label for bucket in buckets(brief("by month?"), (tokyo,))] == ["February 2026"]


A, B = met(10, "Tolwick"), met(3, "Quillmere")
LATER = met(90, "Tolwick")


@pytest.mark.parametrize(
    ("scope", "labels"),
    [
        (MeetingScope(), ["Quillmere", "Tolwick"]),
        (MeetingScope(("Tolwick", "Osterby")), ["Tolwick", "Osterby"]),
        (MeetingScope(people=(("Ivo Lansing",), ("Edda Fairlie",))), ["Ivo Lansing", "Edda Fairlie"]),
        (
            MeetingScope(since=date(2026, 1, 1), until=date(2026, 4, 5), phrase="last two quarters"),
            ["Q1 2026", "Q2 2026"],
        ),
        (
            MeetingScope(
                periods=(
                    Days(date(2026, 1, 1), date(2026, 1, 31), "january"),
                    Days(date(2026, 4, 1), date(2026, 4, 30), "April"),
                )
            ),
            ["January", "April"],
        ),
    ],
)
def test_what_is_compared_is_what_the_question_names_several_of(
    scope: MeetingScope, labels: list[str]
) -> None:
    text = "Compare the last two quarters" if scope.phrase else "Compare them"
    assert [thing.label for thing in things(brief(text, scope), (LATER, A, B))] == labels


def test_a_company_that_nobody_met_is_compared_all_the_same() -> None:
    scope = MeetingScope(("Tolwick",), named=("tolwick",))
    text = "How does Tolwick differ from Nobody Corp on price?"
    assert [(thing.label, len(thing.meetings)) for thing in things(brief(text, scope), (LATER, A))] == [
        ("Tolwick", 2),
        ("Nobody Corp", 0),
    ]
    assert [topic.label for topic in topics(brief(text, scope))] == ["Price and budget"]


def test_one_customer_s_meetings_are_compared_with_each_other() -> None:
    assert [thing.label for thing in things(brief("Compare them"), (LATER, A))] == [
        "Pricing, 15 January 2026",
        "Pricing, 5 April 2026",
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("What objections come up most?", []),
        ("Which customers raised security?", ["Security and privacy"]),
        ("Compare our customers on price and timeline", ["Price and budget", "Timeline"]),
        ("Who asked about SCIM?", ["SCIM"]),
        ("What are the trends across our accounts?", []),
        ("How often did the battery life come up?", ["Battery life"]),
    ],
)
def test_the_topics_of_a_question_are_themes_or_its_own_words(text: str, labels: list[str]) -> None:
    assert [topic.label for topic in topics(brief(text))] == labels


def test_a_question_without_a_topic_that_goes_on_has_that_of_the_one_before() -> None:
    before = Exchange("Which customers raised security?", Intent.MULTI_MEETING, "PATTERN_ANALYSIS")
    assert [topic.label for topic in topics(brief("Which of those were in June?", None, before))] == [
        "Security and privacy"
    ]
    assert topics(brief("What are the trends?", None, before)) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which objections come up?", "objections and concerns"),
        ("What do customers want from the board?", "wishes and requests"),
        ("What do they like about us?", "praise"),
    ],
)
def test_a_question_may_be_after_a_kind_of_statement(text: str, name: str) -> None:
    found = signal(text)
    assert found is not None
    assert found.name == name


def test_not_every_question_is_after_a_kind() -> None:
    assert signal("Which customers mentioned the battery?") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4000)), max_size=60))
def test_what_fits_is_within_the_room_and_takes_turns(pieces: Sequence[tuple[int, int]]) -> None:
    evidence = [
        Evidence(f"e{at}", f"mtg_{doc}", "v1", at, "Ada", 0, "x" * size)
        for at, (doc, size) in enumerate(pieces)
    ]
    chosen = fitting(evidence)
    assert sum(len(piece.text) + len(piece.speaker) + FRAME for piece in chosen) <= ROOM
    assert [piece for piece in evidence if piece in chosen] == list(chosen)
    if sum(4_000 + FRAME for _ in {doc for doc, _ in pieces}) <= ROOM:
        assert {piece.document for piece in chosen} == {piece.document for piece in evidence}


def ask(text: str, company: str, day: int) -> Asked:
    return Asked(met(day, company), CustomerQuestion("Ada", Quote(1, "Ada", 0, text), ()))


def test_alike_questions_stand_together_those_of_most_customers_first() -> None:
    asked = [
        ask("Can the hardware be leased?", "Tolwick", 1),
        ask("Where is our data kept?", "Tolwick", 2),
        ask("And where do you store the data?", "Quillmere", 3),
        ask("Is there a phone number?", "Osterby", 4),
    ]
    first, *others = grouped(asked)
    assert [each.meeting.company for each in first] == ["Tolwick", "Quillmere"]
    assert [len(group) for group in others] == [1, 1]


@given(st.lists(st.text(alphabet="abcdefg ", min_size=1, max_size=30), max_size=15))
def test_every_question_is_in_one_group(texts: list[str]) -> None:
    asked = [ask(text, f"Customer {at % 3}", at) for at, text in enumerate(texts)]
    together = [each for group in grouped(asked) for each in group]
    assert sorted(together, key=lambda each: each.meeting.date) == asked


def test_a_question_is_only_answered_by_one_that_asks_the_same() -> None:
    known = [ask("How long do you keep the logs yourselves?", "Tolwick", 1).item]
    assert nearest("how long we keep the logs", known) == known[0]
    assert nearest("how long is the contract", known) is None


def test_counts_are_in_words_and_numbers() -> None:
    assert counted([A, B, LATER]) == "3 meetings with 2 customers"
    assert counted([A]) == "1 meeting with 1 customer"
