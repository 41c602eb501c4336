"""Attacks on the check that every claim must pass: each changes one thing about a claim that stands."""

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Citation, Claim, Draft, Evidence
from quarterdeck.contexts.assistant.verification import verify
from tests.unit.assistant.library import meeting

TEXT = "We need 340 seats by Friday, October 2nd. Tom Beck signs, and it's $41 a seat, so about 15% less than Halyard."
PIECE = Evidence("e1", "mtg_1", "v1", 4, "Priya Nair", 0, TEXT)
OTHER = Evidence("e2", "mtg_1", "v1", 7, "Tom Beck", 0, "Priya asked me about 512 seats in Leith, on Monday.")
ELSEWHERE = Evidence("e3", "mtg_2", "v1", 4, "Priya Nair", 0, "We need 900 seats.")
EVIDENCE = (PIECE, OTHER, ELSEWHERE)


def cite(words: str, piece: Evidence = PIECE) -> Citation:
    start = piece.start + piece.text.index(words)
    return Citation(piece.document, piece.turn, piece.speaker, start, start + len(words), words)


def stands(text: str, *citations: Citation) -> bool:
    claims, dropped = verify(Draft((Claim(text, citations),), "nothing"), EVIDENCE)
    assert len(claims) + dropped == 1
    return bool(claims)


@pytest.mark.parametrize(
    "text",
    [
        f'Priya Nair: "{TEXT}"',
        "Priya needs 340 seats by Friday, October 2nd.",
        "Three hundred and forty seats are needed.",
        "Tom Beck signs.",
        "Beck has to sign it.",
        "The price is 41 dollars a seat.",
        "It is 15 percent cheaper than Halyard.",
        "Next step: Priya Nair: sign (by Friday, Oct 2)",
        "Decision: 340 seats.",
        "Priya said that they need 340.",
        "First, they need 340 seats; that one is signed by Beck.",
        "The customer's procurement wants 340 licences, and onboarding is prioritised accordingly.",
        "priya nair needs 340 seats, e.g. by friday.",
    ],
)
def test_a_claim_that_says_what_was_said_stands(text: str) -> None:
    assert stands(text, cite(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "Priya needs 350 seats.",
        "Priya needs 34 seats.",
        "Priya needs 340,000 seats.",
        "Priya needs three hundred and fifty seats.",
        "Priya needs $340.",
        "The price is €41 a seat.",
        "It is 15 dollars less than Halyard.",
        "It is 51% less than Halyard.",
        "Priya needs 512 seats.",
    ],
)
def test_an_altered_figure_is_dropped(text: str) -> None:
    assert not stands(text, cite(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "Sol Brandt signs.",
        "It is 15% less than Karsten.",
        "Jonah will sign.",
        "tom nair signs for Gregor.",
        'Tom Beck: "We need 340 seats by Friday, October 2nd."',
        "Tom Beck said that they need 340 seats.",
        "340 seats are needed in Leith.",
        "Beverly signs.",
        "340 seats are needed in dunmore.",
        "it's 15% less than karsten's price.",
        "340 seats for k-a-r-s-t-e-n.",
        "340 seats for karsten.example.",
    ],
)
def test_a_swapped_name_is_dropped(text: str) -> None:
    assert not stands(text, cite(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "340 seats by Monday.",
        "340 seats by thursday.",
        "340 seats by October 3rd.",
        "340 seats by November 2nd.",
        "340 seats by Nov 2.",
        "340 seats by May 2nd.",
        "340 seats in May.",
        "340 seats by next week.",
        "340 seats by tomorrow.",
        "340 seats by October 2nd, 2027.",
    ],
)
def test_a_changed_date_is_dropped(text: str) -> None:
    assert not stands(text, cite(TEXT))


@pytest.mark.parametrize(
    "text", ["Priya doesn't need 340 seats.", "Tom Beck never signs.", "No seats are needed."]
)
def test_a_claim_that_denies_what_was_said_is_dropped(text: str) -> None:
    assert not stands(text, cite(TEXT))


def test_a_quote_with_one_word_changed_is_dropped() -> None:
    cited = cite("We need 340 seats")
    assert not stands("They need 340 seats.", replace(cited, quote="We want 340 seats"))
    assert not stands('Priya Nair: "We want 340 seats"', cited)


def test_a_quote_from_another_meeting_is_dropped() -> None:
    assert not stands("They need 900 seats.", replace(cite("We need 900 seats", ELSEWHERE), document="mtg_1"))
    assert not stands("They need 340 seats.", replace(cite("We need 340 seats"), document="mtg_2"))
    assert not stands("They need 340 seats.", replace(cite("We need 340 seats"), document="mtg_9"))


@pytest.mark.parametrize("shift", [-1, 1, 5, 1000, -1000])
def test_a_quote_at_other_offsets_is_dropped(shift: int) -> None:
    cited = cite("340 seats")
    moved = replace(cited, start=cited.start + shift, end=cited.end + shift)
    assert not stands("They need 340 seats.", moved)


def test_offsets_count_from_the_turn_s_beginning() -> None:
    later = replace(PIECE, start=100)
    cited = cite("340 seats", later)
    assert cited.start == 108
    assert verify(Draft((Claim("They need 340 seats.", (cited,)),), ""), [later])[1] == 0
    assert verify(Draft((Claim("They need 340 seats.", (cite("340 seats"),)),), ""), [later])[1] == 1


@pytest.mark.parametrize("quote", ["", " ", ". ", "$"])
def test_an_empty_quote_is_dropped(quote: str) -> None:
    assert not stands("It was said.", cite(quote))


@pytest.mark.parametrize("quote", ["40 seats", "34", "41 a seat, so about 1", "eed 340 seats", "5% less"])
def test_a_quote_that_cuts_a_word_or_a_figure_is_dropped(quote: str) -> None:
    assert not stands("It was said.", cite(quote))


def test_a_claim_without_citations_or_words_is_dropped() -> None:
    assert not stands("They need 340 seats.")
    assert not stands("", cite(TEXT))


def test_another_turn_or_speaker_is_dropped() -> None:
    assert not stands("They need 340 seats.", replace(cite("340 seats"), turn=7))
    assert not stands("They need 340 seats.", replace(cite("340 seats"), speaker="Tom Beck"))


@pytest.mark.parametrize(
    "text",
    [
        "Рriya Nair needs 340 seats.",  # a Cyrillic P
        "Priya needs 34\u200b0 seats.",
        "Priya needs 3\u00b2 seats.",
        "Priya needs ３５０ seats.",
        "Priya\u202e needs 340 seats.",
        "Ρriya needs 340 seats.",
        "Tom Веck signs.",
    ],
)
def test_look_alike_characters_are_dropped(text: str) -> None:
    assert not stands(text, cite(TEXT))


def test_one_bad_citation_among_good_ones_is_enough() -> None:
    assert not stands("They need 340 seats.", cite("340 seats"), replace(cite("We need"), quote="We want"))


def test_only_the_failing_claims_are_dropped() -> None:
    good, bad = (
        Claim("They need 340 seats.", (cite("340 seats"),)),
        Claim("They need 341 seats.", (cite("340 seats"),)),
    )
    assert verify(Draft((good, bad, good), "nothing"), EVIDENCE) == ((good, good), 1)


def test_the_meeting_s_participants_and_company_may_be_written_out() -> None:
    about = meeting(customers=["Priya Nair", "Tom Beck", "Halina Orr"])
    piece = replace(PIECE, text="Halina sends the list.")
    claims = tuple(
        Claim(text, (cite("Halina sends the list.", piece),))
        for text in ("Halina Orr sends the list.", "Pinfold sends the list.", "Tom Beck sends the list.")
    )
    assert verify(Draft(claims, ""), [piece], [about]) == (claims[:2], 1)


def test_a_first_name_that_two_people_have_is_not_written_out() -> None:
    about = meeting(customers=["Tom Beck", "Tom Orr"])
    piece = replace(PIECE, speaker="Lea Voss", text="Tom sends the list.")
    claims = tuple(
        Claim(f"{name} sends the list.", (cite(piece.text, piece),)) for name in ("Tom", "Tom Orr")
    )
    assert verify(Draft(claims, ""), [piece], [about]) == (claims[:1], 1)


def test_a_topic_is_verified_with_its_claim() -> None:
    about = Claim("Tom Beck signs.", (cite(TEXT),))
    kept, _ = verify(
        Draft(tuple(replace(about, topic=topic) for topic in ("Who signs", "340 seats")), ""), EVIDENCE
    )
    assert [claim.topic for claim in kept] == ["Who signs", "340 seats"]
    wrong = tuple(replace(about, topic=topic) for topic in ("350 seats", "Seats in Leith", "Nobody signs"))
    assert verify(Draft(wrong, ""), EVIDENCE) == ((), 3)


def test_a_figure_in_a_known_name_is_none() -> None:
    customer = meeting("Route 9 Freight", ["Priya Nair"])
    claims = tuple(
        Claim(text, (cite(TEXT),)) for text in ("Route 9 Freight needs 340 seats.", "It needs 9 seats.")
    )
    kept, dropped = verify(Draft(claims, ""), EVIDENCE, [customer])
    assert [claim.text for claim in kept] == ["Route 9 Freight needs 340 seats."]
    assert dropped == 1


def test_a_word_of_any_evidence_or_of_the_question_may_be_used_in_lower_case() -> None:
    claims = tuple(
        Claim(text, (cite("We need 340 seats"),))
        for text in ("The leith team needs 340.", "The ferro needs 340.")
    )
    kept, _ = verify(Draft(claims, ""), EVIDENCE, asked="How many does the ferro need?")
    assert kept == claims
    assert verify(Draft(claims, ""), EVIDENCE)[0] == claims[:1]
