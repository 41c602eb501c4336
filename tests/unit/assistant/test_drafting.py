"""What a request to write says itself, to whom the text goes, and what it may say."""

from datetime import UTC, datetime

import pytest

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.drafting.people import addressees, signature
from quarterdeck.contexts.assistant.contracts.drafting.points import own_points, pasted, to_answer
from quarterdeck.contexts.assistant.contracts.drafting.request import request
from quarterdeck.contexts.assistant.contracts.drafting.shorten import shortened
from quarterdeck.contexts.assistant.model import Exchange, Intent
from quarterdeck.contexts.assistant.verification import only_given, with_given_numbers, without_others
from quarterdeck.contexts.identity.model import Person
from tests.unit.assistant.library import meeting, question
from tests.unit.runs.desk import meeting as other_meeting

HERE = meeting(customers=["Priya Nair", "Sol Brandt"], vendors=["Mira Oakes"])
THERE = meeting("Tolwick", customers=["Priya Vance", "Edda Fairlie"], vendors=["Jonah Reeve"], number=2)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Draft a follow-up email to Priya", ("Priya Nair",)),
        ("Draft a follow-up email to Sol and Priya", ("Sol Brandt", "Priya Nair")),
        ("Write Edda an email", ("Edda Fairlie",)),
        ("Write a recap email to Pinfold", ("Priya Nair", "Sol Brandt")),
        ("Draft a follow-up email", ("Priya Nair", "Sol Brandt")),
        ("Draft a follow-up email to Zoe", ()),
        ("draft a recap mail for sol", ("Sol Brandt",)),
        ("write an email to PFD", ("Priya Nair", "Sol Brandt")),
    ],
)
def test_a_mail_goes_to_people_of_the_meetings_only(text: str, names: tuple[str, ...]) -> None:
    assert addressees(text, (HERE,), (HERE, THERE), ("pfd",)).names == names


def test_a_name_that_means_two_people_is_left_to_the_asker() -> None:
    to = addressees("Email Priya about the terms", (), (HERE, THERE))
    assert to.names == ()
    assert to.greeting(formal=False) == "Hi [recipient],"
    assert "Priya may be Priya Nair or Priya Vance" in to.note


def test_without_a_meeting_nobody_is_made_up() -> None:
    assert addressees("Draft an email about the terms", (), (HERE,)).names == ()


def test_only_who_is_known_signs() -> None:
    assert signature(Person("u"), formal=True) == "Kind regards,\n[your name]"
    assert signature(Person("u", "Mira Oakes", "Account Executive"), formal=False).endswith(
        "Account Executive"
    )


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "Draft an email to Sol that the quote is late and that we are sorry.",
            "The quote is late. We are sorry.",
        ),
        ("Write an email to the customer thanking them for the call", "Thank you for the call."),
        (
            "Write a mail to Sol asking whether the budget is approved",
            "I would like to ask whether the budget is approved.",
        ),
        ("Draft a message reminding Sol to sign", "Please sign."),
        ("Write an email about the delivery", "I am writing about the delivery."),
        ("Draft an email: the trucks come at noon on Friday.", "the trucks come at noon on Friday."),
        ("Draft an email", ""),
    ],
)
def test_the_asker_s_own_points_become_sentences(text: str, points: str) -> None:
    assert own_points(text) == points


def test_a_quoted_block_is_what_is_answered() -> None:
    text = "Reply to this:\n> Can you do it? \n> And when is it ready?"
    assert pasted(text) == "Can you do it? \nAnd when is it ready?"
    assert to_answer(text) == ("Can you do it?", "And when is it ready?")
    assert to_answer('Reply: "The uptime worries us. What was it?"') == (
        "The uptime worries us. What was it?",
    )
    assert to_answer("They asked whether it scales and what it costs.") == (
        "whether it scales",
        "what it costs",
    )


def test_a_revision_goes_back_to_what_was_asked_first() -> None:
    first = Exchange("Draft a formal email to Sol", Intent.GENERAL_HELP, "DRAFT_EMAIL", answer="Dear Sol...")
    second = Exchange("Make it shorter", Intent.GENERAL_HELP, "DRAFT_EMAIL", answer="Dear Sol.")
    wanted = request(Brief(question("And make it less formal"), conversation=(first, second)))
    assert (wanted.text, wanted.short, wanted.formal) == ("Draft a formal email to Sol", True, False)
    assert wanted.before == "Dear Sol."


def test_a_text_of_no_source_says_only_what_was_given() -> None:
    given = "Tell Sol that we start on May 4th with 40 seats."
    text = (
        "We start on May 4th. It is for forty seats. It costs $20. Regards to Frankfurt. See you on Monday."
    )
    assert only_given(text, given) == "We start on May 4th. It is for forty seats."


def test_a_draft_may_be_polite_in_its_own_words() -> None:
    text = "I'm sorry that the quote is late, as we'd promised it. Please don't hesitate to call!"
    assert only_given(text, "Tell Sol that the quote is late.") == text


def test_a_translation_has_the_words_of_its_language_and_the_numbers_that_were_given() -> None:
    given = "The 340 seats cost $1,200 from Monday on."
    kept = "Die 340 Plätze kosten ab Montag 1.200 Dollar."
    assert with_given_numbers(f"{kept} Der Rabatt beträgt 15 Prozent.", given) == kept


def test_advice_says_what_it_likes_and_names_nobody() -> None:
    text = "1. **Listen first.** Use silence: it's powerful.\n- Anchor high, e.g. with a three-year term."
    named = "Ask Karsten. Do as zorvane did. Call on Monday. Larkspur Mills pays."
    assert without_others(f"{text}\n{named}", ["Any tips?"]) == text


def test_a_shortened_text_is_of_its_own_sentences_and_not_longer() -> None:
    text = "The pilot ran well. It rained. The pilot of the trucks found what the pilot was to find. We ate."
    short = shortened(text)
    assert len(short) < len(text)
    assert all(f"{sentence}." in text for sentence in short.rstrip(".").split(". "))


def test_a_person_s_own_meeting_wins_over_one_of_the_same_name() -> None:
    last = other_meeting(3, "Larkspur", "Call", datetime(2026, 10, 1, tzinfo=UTC))
    assert addressees("Draft an email to Sol", (HERE,), (HERE, last)).names == ("Sol Brandt",)
