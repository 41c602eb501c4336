import pytest

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.model import Claim
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.contexts.meetings.model import Meeting
from tests.unit.assistant.library import brief, library_of, meeting

FACT = CONTRACTS["EXTRACTIVE_FACT"]
MEETING = meeting(customers=["Ana Duarte", "Tom Beck"], vendors=["Lea Voss"])
TALK = """
Lea Voss: Let's go through the rollout. Ana, how many sites are there?
Ana Duarte: Twelve. Four of them are in the north, and those have no cable at all.
Lea Voss: And who decides about the northern ones?
Ana Duarte: Greta Holm. She runs the region.
Tom Beck: We lost a week in spring, because the pallets were labelled wrong.
Lea Voss: The scanner is $310 a piece. Shipping takes 9 days.
Tom Beck: I find the scanner too heavy. My people hold it for eight hours.
Lea Voss: The new one weighs 290 grams, and it comes out on May 4th.
Ana Duarte: We need 80 scanners.
Tom Beck: No, sorry, make that 95 scanners, I forgot the night shift.
Lea Voss: Okay. The training is in Leeds, every second Thursday.
"""


def answers(text: str, about: Meeting = MEETING, talk: str = TALK) -> list[Claim]:
    library, asked = library_of(about, talk), brief(text, about)
    found = FACT.gather(asked, library)
    draft = FACT.claims(FACT.extract(asked, found), found)
    claims, dropped = verify(draft, found.evidence, (about,))
    assert dropped == 0
    return list(claims)


def quotes(text: str) -> list[str]:
    return [citation.quote for claim in answers(text) for citation in claim.citations]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("How much is a scanner?", "$310"),
        ("When does the new scanner come out?", "May 4th"),
        ("How long does shipping take?", "9 days"),
        ("Why did they lose a week in spring?", "because the pallets were labelled wrong"),
        ("Where is the training?", "in Leeds"),
        ("How often is the training?", "every second Thursday"),
        ("How heavy is the new scanner?", "290 grams"),
    ],
)
def test_the_answer_has_what_the_question_asks_for(asked: str, said: str) -> None:
    assert any(said in quote for quote in quotes(asked))


@pytest.mark.parametrize(
    ("asked", "said"),
    [("How many sites are there?", "Twelve."), ("Who decides about the northern sites?", "Greta Holm.")],
)
def test_a_short_reply_answers_the_question_that_was_asked_before_it(asked: str, said: str) -> None:
    assert said in " ".join(quotes(asked))


def test_only_the_person_asked_about_is_quoted() -> None:
    claims = answers("What did Tom say about the scanner?")
    assert claims
    assert {citation.speaker for claim in claims for citation in claim.citations} == {"Tom Beck"}


def test_a_side_is_asked_about_by_its_company_s_name() -> None:
    claims = answers("What did Pinfold say about the scanner?")
    assert "Lea Voss" not in {citation.speaker for claim in claims for citation in claim.citations}


def test_a_correction_is_not_left_out() -> None:
    assert "95 scanners" in quotes("How many scanners do they need?")[-1]


def test_the_speaker_stands_before_the_words() -> None:
    assert [claim.text for claim in answers("How long does shipping take?")] == [
        'Lea Voss: "Shipping takes 9 days."'
    ]


def test_at_most_three_sentences_are_quoted_in_the_order_they_were_said() -> None:
    found = [citation for claim in answers("What about the scanners?") for citation in claim.citations]
    assert 1 <= len(found) <= 3
    assert found == sorted(found, key=lambda citation: (citation.turn, citation.start))


@pytest.mark.parametrize(
    "asked",
    ["What did they say about GDPR?", "Which airport do they use?", "Do they have a union?", "???", ""],
)
def test_what_nobody_spoke_about_is_not_answered(asked: str) -> None:
    assert answers(asked) == []


def test_words_that_say_which_meeting_is_meant_are_not_looked_for() -> None:
    asked = "In the pricing call with Pinfold on September 25, how long does shipping take?"
    assert quotes(asked) == ["Shipping takes 9 days."]


def test_a_reply_in_a_turn_that_search_did_not_find_is_read_too() -> None:
    filler = "\n".join(
        f"Tom Beck: The warehouse note number {n} is about paint and doors." * 12 for n in range(30)
    )
    asked = "What is the voltage of the northern grid?"
    talk = f"{filler}\nLea Voss: {asked}\nAna Duarte: Two hundred and thirty.\n{filler}"
    found = [citation.quote for claim in answers(asked, talk=talk) for citation in claim.citations]
    assert any("Two hundred and thirty." in quote for quote in found)


def test_a_question_about_a_meeting_with_no_turns_is_not_answered() -> None:
    assert answers("How much is a scanner?", talk="Lea Voss: .") == []
