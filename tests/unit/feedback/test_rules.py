"""What a rating says: a label, or nothing; and never one that doesn't exist."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.feedback.labels import INTENTS, LABELS
from quarterdeck.contexts.assistant.feedback.model import (
    Channel,
    Correction,
    Rating,
    Thumb,
    corrected,
    label,
    thread_of,
)
from quarterdeck.contexts.assistant.model import Answer, Exchange, Intent, Question, Verdict
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import tenant_id

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
QUESTION = Question(tenant_id("test-tenant"), "run_1", "And then?", "sol", "conv_1", NOW, "c0ffee")
RUN = Run(
    "run_1",
    QUESTION,
    Verdict(Intent.SINGLE_MEETING, "NEXT_STEPS", "patterns", 0.9),
    Answer("Call."),
    "answered",
    NOW,
)
REFUSED = replace(RUN, verdict=Verdict(Intent.REFUSE, "PRIVATE", "patterns", 0.9), outcome="refuse")


def rated(verdict: Thumb, correction: Correction | None = None) -> Rating:
    return Rating("run_1", "sol", 1, verdict, NOW, Channel.API, correction=correction)


def test_every_contract_that_a_question_can_get_has_its_label() -> None:
    before = {name for contract in CONTRACTS.values() for name in contract.before}
    missing = [name for name in set(CONTRACTS) - before if name not in LABELS[CONTRACTS[name].intent]]
    assert missing == []
    assert set(LABELS) == set(INTENTS) == set(Intent)


def test_labels_fit_slacks_form() -> None:
    words = [*INTENTS.values(), *(text for contracts in LABELS.values() for text in contracts.values())]
    assert all(0 < len(text) <= 75 for text in words)
    assert len({name for contracts in LABELS.values() for name in contracts}) == sum(
        map(len, LABELS.values())
    )


@pytest.mark.parametrize(
    ("given", "complete"),
    [
        ((None, "NEXT_STEPS", ""), Correction(Intent.SINGLE_MEETING, "NEXT_STEPS")),
        (("SINGLE_MEETING", "NEXT_STEPS", "x"), Correction(Intent.SINGLE_MEETING, "NEXT_STEPS", "x")),
        (("MULTI_MEETING", None, ""), Correction(Intent.MULTI_MEETING)),
        (("DATA_QUERY", None, ""), Correction(Intent.DATA_QUERY, "SQL_ANSWER")),
        (("CLARIFY", None, ""), Correction(Intent.CLARIFY, "CLARIFY")),
        ((None, None, "the price"), Correction(text="the price")),
        ((None, None, ""), None),
    ],
)
def test_a_correction_is_completed(
    given: tuple[str | None, str | None, str], complete: Correction | None
) -> None:
    assert corrected(*given) == complete


@pytest.mark.parametrize(
    ("intent", "contract", "field", "detail"),
    [
        ("NONSENSE", None, "correction.intent", "there is no intent NONSENSE: it is one of SINGLE_MEETING"),
        (None, "next_steps", "correction.contract", "there is no contract next_steps: it is one of EXTR"),
        (
            "SINGLE_MEETING",
            "COMPARISON",
            "correction.contract",
            "COMPARISON is not of SINGLE_MEETING: that has EXTRACTIVE_FACT, MEETING_SUMMARY",
        ),
    ],
)
def test_a_correction_to_what_does_not_exist_says_what_does(
    intent: str | None, contract: str | None, field: str, detail: str
) -> None:
    with pytest.raises(InvalidInput, match=detail) as raised:
        corrected(intent, contract, "")
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("run", "rating", "labelled"),
    [
        (RUN, rated(Thumb.UP), (Intent.SINGLE_MEETING, "NEXT_STEPS")),
        (REFUSED, rated(Thumb.UP), (Intent.REFUSE, "REFUSE")),
        (replace(RUN, outcome="failed"), rated(Thumb.UP), None),
        (RUN, rated(Thumb.DOWN), None),
        (RUN, rated(Thumb.DOWN, Correction(text="the price")), None),
        (RUN, rated(Thumb.DOWN, Correction(Intent.MULTI_MEETING)), (Intent.MULTI_MEETING, None)),
        (
            replace(RUN, outcome="failed"),
            rated(Thumb.DOWN, Correction(Intent.SINGLE_MEETING, "EXTRACTIVE_FACT")),
            (Intent.SINGLE_MEETING, "EXTRACTIVE_FACT"),
        ),
    ],
)
def test_what_a_rating_labels(run: Run, rating: Rating, labelled: tuple[Intent, str | None] | None) -> None:
    assert label(run, rating) == labelled


def test_an_example_has_what_was_said_before_it() -> None:
    first = Exchange("What did they ask?", Intent.SINGLE_MEETING, "CUSTOMER_QUESTIONS", (), "The price.")
    second = Exchange("And then?", Intent.CLARIFY, "CLARIFY")
    assert thread_of([first, second]) == (
        ("user", "What did they ask?"),
        ("assistant", "The price."),
        ("user", "And then?"),
    )
