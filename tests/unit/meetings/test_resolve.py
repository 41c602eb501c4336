"""A question finds the meetings that it means by names, days, kinds, places in time and the conversation."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.model import Format, Meeting, Participant, Status
from quarterdeck.contexts.meetings.resolve import Resolution, resolve
from quarterdeck.kernel.tenancy import TenantId

AS_OF = datetime(2026, 11, 18, 15, tzinfo=UTC)
ALIASES = {"Larch & Mills Ltd": ["L&M", "the sawmill"], "Brightwater Foods": ["BWF"], "Quillon Rail": ["QR"]}


def held(name: str, company: str, title: str, date: str, *people: str) -> Meeting:
    participants = (*(Participant(person, company) for person in people), Participant("Teo Ash", "Tidewell"))
    when = datetime.fromisoformat(date).replace(tzinfo=UTC)
    return Meeting(TenantId("t"), name, company, title, when, participants, Format.TEXT, Status.COMPLETED)


MEETINGS = [
    held("L1", "Larch & Mills Ltd", "Larch & Mills - discovery", "2026-06-03", "Dee Okoro", "Will Park"),
    held(
        "L2",
        "Larch & Mills Ltd",
        "Larch & Mills - pilot kickoff and network review",
        "2026-08-12",
        "Dee Okoro",
    ),
    held("L3", "Larch & Mills Ltd", "Larch & Mills - pilot review", "2026-11-10", "Dee Okoro", "Cy van Dam"),
    held("B1", "Brightwater Foods", "Brightwater demo", "2026-08-20", "Marta Lind"),
    held("B2", "Brightwater Foods", "Brightwater quarterly review", "2026-11-17", "Marta Lind", "Ola Frey"),
    held("H1", "Harrowgate", "Harrowgate - Sluice pricing", "2026-11-04", "Marta Voss"),
]


def find(text: str, *earlier: str) -> Resolution:
    return resolve(text, MEETINGS, ALIASES, AS_OF, earlier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Larch and Mills say in the kick-off?", "L2"),
        ("what was agreed in the l&m pilot review", "L3"),
        ("When we first met the sawmill, who was there?", "L1"),
        ("Summarise BWF's QBR.", "B2"),
        ("What did Brightwater think of the demonstration?", "B1"),
        ("What did Brightwatr think of the demo?", "B1"),
        ("Recap Harrowgate's call", "H1"),
        ("What did Cy want?", "L3"),
        ("What did Mrs. Okoro ask on August 12th?", "L2"),
        ("What did Marta Lind say in August?", "B1"),
        ("What did Will say about the price?", "L1"),
        ("what happened in the last call with dee", "L3"),
        ("What was the latest meeting about?", "B2"),
        ("Recap the second call with Larch & Mills", "L2"),
        ("Recap the second call with Larch Mills", "L2"),
        ("Yesterday's call: what are the next steps?", "B2"),
        ("Who joined the Sluice pricing call?", "H1"),
        ("What did they ask in the network review?", "L2"),
        ("What did Dee say in June about the August shutdown?", "L1"),
        ("What does Harrowgate pay today?", "H1"),
        ("What did Marta and Ola decide?", "B2"),
    ],
)
def test_a_question_that_fits_one_meeting_means_it(text: str, expected: str) -> None:
    found = find(text)
    assert [meeting.id for meeting in found.meetings] == [expected]
    assert found.certain
    assert not found.unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Larch & Mills say about price?", ["L3", "L2", "L1"]),
        ("What did Marta say?", ["B2", "H1", "B1"]),
        ("Summarise the August call", ["B1", "L2"]),
        ("What did Brightwater say in the pricing call?", ["B2", "B1"]),
        ("Will they sign?", ["B2", "L3", "H1", "B1", "L2", "L1"]),
        ("What came up in the last two calls with Brightwater?", ["B2", "B1"]),
        ("What did we learn from the previous meetings with Brightwater?", ["B2", "B1"]),
        ("What has Larch & Mills said since August?", ["L3", "L2"]),
        ("What did Larch & Mills say on October 1st?", []),
    ],
)
def test_what_is_left_open_keeps_all_that_fit_latest_first(text: str, expected: list[str]) -> None:
    found = find(text)
    assert [meeting.id for meeting in found.meetings] == expected
    assert not found.certain


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("What came out of the call with Initech?", "Initech"),
        ("any news from the meeting with initech", "initech"),
        ("How did the Initech pricing call go?", "Initech"),
        ("What did Initech Global say about price?", "Initech Global"),
        ("What did we promise Initech?", "Initech"),
        ("What happened on the last call with Quillon Rail?", "Quillon Rail"),
    ],
)
def test_a_name_that_no_meeting_has_is_unknown(text: str, unknown: str) -> None:
    assert find(text) == Resolution((), find(text).constraints, certain=False, unknown=(unknown,))


@pytest.mark.parametrize(
    "text",
    [
        "What was shown in the SSO demo?",
        "What did Tidewell promise?",
        "Who was in the Friday call with them?",
    ],
)
def test_abbreviations_our_own_name_and_days_are_no_strangers(text: str) -> None:
    assert not find(text).unknown


@pytest.mark.parametrize(
    ("text", "earlier", "expected"),
    [
        ("And what did they say about price?", ["B1"], "B1"),
        ("Who was on that call?", ["B1", "L2"], "L2"),
        ("And what did Dee want?", ["L2"], "L2"),
        ("What did Marta say?", ["B1"], "B1"),
        ("What about the pilot review?", ["L1"], "L3"),
        ("And in the first call?", ["L3"], "L1"),
        ("And the meeting before that?", ["L3"], "L2"),
        ("What had he offered the time before?", ["L2"], "L1"),
        ("And in the next call, who joined?", ["L1"], "L2"),
        ("What happened in the call after that one?", ["L2"], "L3"),
        ("And what did Harrowgate pay?", ["L2"], "H1"),
        ("And in August?", ["L3"], "L2"),
        ("What then?", ["B1", "gone"], "B1"),
    ],
)
def test_a_follow_up_stays_with_its_meeting_unless_it_says_otherwise(
    text: str, earlier: list[str], expected: str
) -> None:
    found = find(text, *earlier)
    assert [meeting.id for meeting in found.meetings] == [expected]
    assert found.certain


def test_before_the_first_meeting_there_is_none() -> None:
    assert find("And the meeting before that?", "L1").meetings == ()


def test_the_constraints_tell_what_was_understood() -> None:
    found = find("In the last pilot review with L&M in November, what did Marta say?").constraints
    assert found.companies == {"Larch & Mills Ltd"}
    assert found.people == (frozenset({"Marta Lind", "Marta Voss"}),)
    assert found.kind == ("pilot", "review")
    assert found.place == -1
    assert found.period is not None
    assert found.period.phrase == "November"


WORDS = [
    "what",
    "did",
    "Larch",
    "&",
    "Mills",
    "the",
    "last",
    "first",
    "call",
    "before",
    "that",
    "with",
    "Marta",
    "Dee",
]
MORE = [
    "demo",
    "pilot",
    "review",
    "in",
    "August",
    "since",
    "June",
    "Initech",
    "about",
    "'s",
    "?",
    "BWF",
    "yesterday",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS + MORE), max_size=14).map(" ".join))


@given(TEXTS, st.lists(st.sampled_from(["L1", "B2", "gone"]), max_size=3), st.permutations(MEETINGS))
def test_any_question_leaves_known_meetings_latest_first_whatever_their_order(
    text: str, earlier: list[str], meetings: list[Meeting]
) -> None:
    found = resolve(text, meetings, ALIASES, AS_OF, earlier)
    dates = [meeting.date for meeting in found.meetings]
    assert dates == sorted(dates, reverse=True)
    assert set(found.meetings) <= set(MEETINGS)
    assert len(found.meetings) == 1 or not found.certain
    assert not (found.unknown and found.meetings)
    assert found == resolve(text, MEETINGS, ALIASES, AS_OF, earlier)
