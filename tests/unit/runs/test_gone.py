"""A meeting that is erased while a question is under way is left out of the answer, which says so."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from pydantic import BaseModel

from quarterdeck.contexts.assistant.clarify import NOT_THERE
from quarterdeck.services.llm.model import Message, Usage
from quarterdeck.services.llm.provider import Provider, ProviderReply
from tests.support.completing import CompletesOnly
from tests.unit.runs.desk import Desk, go, meeting, order

PRICING = meeting(1, "Larkspur", "Pricing call", datetime(2026, 11, 17, 10, tzinfo=UTC))
RENEWAL = meeting(2, "Larkspur", "Renewal", datetime(2026, 10, 6, 10, tzinfo=UTC))
OTHER = meeting(3, "Quillfeather", "Pricing call", datetime(2026, 9, 1, 10, tzinfo=UTC))
ALL = [PRICING, RENEWAL, OTHER]
ACROSS = "What are the most common questions across all accounts?"
LEFT_OUT = "I looked at 2 of 3 meetings: the rest was deleted meanwhile."


class Quotes(CompletesOnly):
    """A model that gives each question of the evidence as one, without an answer."""

    name = "model"

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert issubclass(schema, BaseModel)
        assert deadline > 0
        lines = [json.loads(line) for line in messages[-1].content.splitlines() if line.startswith("{")]
        asked = [
            {"question": {"evidence": line["id"], "quote": line["text"]}, "answer": []}
            for line in lines
            if line["text"].endswith("?")
        ]
        return ProviderReply(
            json.dumps({"themes": [{"theme": "Price", "questions": asked}]}), "gpt-4o-mini", Usage(900, 40)
        )


@pytest.mark.parametrize("providers", [[], [Quotes()]], ids=["extractive", "model"])
def test_a_question_across_meetings_leaves_it_out_and_says_so(providers: Sequence[Provider]) -> None:
    way = go(Desk(ALL, gone=frozenset({RENEWAL.id})), order(ACROSS), providers)
    [executed] = way.executed
    assert executed.answer.provider == ("model" if providers else "extractive")
    assert executed.answer.claims
    assert LEFT_OUT in executed.answer.text
    assert executed.looked_at == 2
    assert RENEWAL.id not in {c.document for claim in executed.answer.claims for c in claim.citations}
    played = go(Desk([]), order(ACROSS), providers, recorded=way)
    assert played.executed[0].answer == executed.answer


def test_where_all_are_gone_nothing_was_found() -> None:
    way = go(Desk(ALL, gone=frozenset(each.id for each in ALL)), order(ACROSS))
    [executed] = way.executed
    assert not executed.answer.claims
    assert "I looked at 0 of 3 meetings" in executed.answer.text


def test_nothing_is_said_of_it_where_all_are_there() -> None:
    [executed] = go(Desk(ALL), order(ACROSS)).executed
    assert "deleted" not in executed.answer.text


@pytest.mark.parametrize(
    "text",
    [
        "How much per seat did we quote Larkspur?",
        "What are the next steps with Larkspur?",
        "Summarise the Larkspur call.",
        "What did Larkspur ask?",
        "Draft a follow-up email after the call with Larkspur.",
    ],
)
def test_a_question_about_that_meeting_alone_is_answered_as_about_any_that_is_not_there(text: str) -> None:
    way = go(Desk([PRICING, OTHER], gone=frozenset({PRICING.id})), order(text))
    [executed] = way.executed
    assert (executed.answer.text, executed.answer.unclear) == (NOT_THERE, True)
    known = go(Desk([OTHER]), order(text, meeting_id=PRICING.id))
    assert known.prepared.answer is not None
    assert known.prepared.answer.text == NOT_THERE


@pytest.mark.parametrize(
    "text", ["Research Larkspur.", 'Draft a reply to Larkspur: "How much is it for eighty seats?"']
)
def test_what_draws_on_a_company_s_meetings_goes_on_with_those_that_are_left(text: str) -> None:
    way = go(Desk([PRICING, RENEWAL], gone=frozenset({PRICING.id})), order(text))
    executed = way.executed[-1]
    assert "I looked at 1 of 2 meetings: the rest was deleted meanwhile." in executed.answer.text
    assert {each.id for each in executed.meetings} <= {RENEWAL.id}
