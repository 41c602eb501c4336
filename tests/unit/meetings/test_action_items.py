"""Action items are promises with their owner and day, each once; small talk about the future is none."""

import pytest

from tests.unit.meetings.scenes import drawn


def items(*said: str) -> list[tuple[str, str, str | None]]:
    return [(item.owner, item.action, item.due) for item in drawn(*said).action_items]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "I'll send you the quote by Friday the 14th.",
            ("Ana Ruiz", "Send you the quote", "by Friday the 14th"),
        ),
        ("And we will get you a test account.", ("Ana Ruiz", "Get you a test account", None)),
        ("Bo will share the price list next week.", ("Bo Lind", "Share the price list", "next week")),
        ("I’ll, um, I’ll draft the order tomorrow.", ("Ana Ruiz", "Draft the order", "tomorrow")),
        ("Let me check with Bo and come back.", ("Ana Ruiz", "Check with Bo and come back", None)),
        (
            "Let's schedule a call for Tuesday, March 10th.",
            ("Ana Ruiz", "Schedule a call for", "Tuesday, March 10th"),
        ),
        (
            "You'll have the signed form by end of day.",
            ("Ana Ruiz", "You'll have the signed form", "by end of day"),
        ),
        ("So, Monday the 9th, I'll ship the parts.", ("Ana Ruiz", "Ship the parts", "Monday the 9th")),
        ("I'll sign by Friday.", ("Ana Ruiz", "Sign by Friday", "by Friday")),
        ("Bo sends the drawings by the 12th.", ("Bo Lind", "Sends the drawings", "by the 12th")),
        ("I can have it fitted by Monday.", ("Ana Ruiz", "Have it fitted", "by Monday")),
        (
            "Legal will review the contract within two weeks.",
            ("Legal", "Review the contract", "within two weeks"),
        ),
        (
            "I'll ask Dee, and I'll tell you by Friday.",
            ("Ana Ruiz", "Ask Dee, and I'll tell you", "by Friday"),
        ),
        (
            "I'll get you a list. Give me till the end of May.",
            ("Ana Ruiz", "Get you a list", "till the end of May"),
        ),
    ],
)
def test_a_promise_has_its_owner_and_its_day(said: str, expected: tuple[str, str, str | None]) -> None:
    assert items(f"Ana Ruiz: {said}") == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "I'll be honest, we'll see.",
        "I'll tell you what it'll cost you: nerves.",
        "It'll rain by Friday and they'll get it.",
        "I won't send anything by Friday.",
        "Shall I send it by Friday?",
        "We had sent it by Friday.",
        "I can see it on Monday.",
        "I'll have to run through the numbers with you.",
        "I'll write that down before somebody sneezes.",
        "No, leave it, I'll do it myself.",
    ],
)
def test_talk_of_the_future_is_no_promise(said: str) -> None:
    assert items(f"Ana Ruiz: {said}") == []


def test_an_accepted_request_is_its_acceptors() -> None:
    asked = "Dee Okoro: Thanks. Can you share the price list by Friday?"
    assert items(asked, "Ana Ruiz: Sure, no problem.") == [("Ana Ruiz", "Share the price list", "by Friday")]
    assert items(asked, "Ana Ruiz: Hard to say.") == []


def test_an_answered_request_is_said_once_by_the_clearer_words() -> None:
    asked = "Dee Okoro: Bo, could you send us the pump drawings?"
    assert items(asked, "Bo Lind: Yes, I'll get that over.") == [
        ("Bo Lind", "Send us the pump drawings", None)
    ]
    assert items(asked, "Bo Lind: Yes, I'll send all three drawings on Monday.") == [
        ("Bo Lind", "Send all three drawings", "on Monday")
    ]


def test_a_recap_adds_days_and_nothing_twice() -> None:
    assert items(
        "Bo Lind: I'll send you the pump drawings.",
        "Dee Okoro: I'll forward the site plan by Friday the 6th.",
        "Ana Ruiz: Pump drawings from Bo by Tuesday the 3rd, the site plan from Dee by Friday the 6th.",
    ) == [
        ("Dee Okoro", "Forward the site plan", "by Friday the 6th"),
        ("Bo Lind", "Pump drawings from Bo", "by Tuesday the 3rd"),
    ]
    assert items(
        "Ana Ruiz: From Bo: the drawings by Monday, and the plan by the 9th. From me the quote today."
    ) == [
        ("Bo Lind", "The drawings", "by Monday"),
        ("Bo Lind", "The plan", "by the 9th"),
        ("Ana Ruiz", "The quote", "today"),
    ]


def test_a_vague_promise_is_quoted_with_what_it_refers_to() -> None:
    (item,) = drawn("Bo Lind: Hi. Whether it floats, I don't know. I'll find out.").action_items
    assert item.quote.text == "Whether it floats, I don't know. I'll find out."
