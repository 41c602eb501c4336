"""The demo tenant's questions across meetings and for drafts, from the text to the answer without a model."""

import re
from datetime import UTC, datetime

import pytest

from quarterdeck.contexts.assistant.execute import Tools, execute, work_of
from quarterdeck.contexts.assistant.model import Exchange, Intent, Order, Question
from quarterdeck.contexts.assistant.prepare import prepare
from quarterdeck.contexts.assistant.run import Executed, Prepared
from quarterdeck.contexts.assistant.tape import Tape
from tests.unit.assistant.demo import Case, DemoSources, cases, library
from tests.unit.assistant.library import TENANT
from tests.unit.llm.desk import Desk as Models

AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
CASES = [case for case in cases() if case.right["intent"] in ("MULTI_MEETING", "GENERAL_HELP")]


def asked(text: str, *said: Exchange) -> tuple[Prepared, Executed | None]:
    question = Question(TENANT, "run_1", text, "u", "conv_1", AS_OF, "cor_1")
    prepared = prepare(Order(question), DemoSources(said), Tape())
    if not prepared.chain:
        return prepared, None
    tools = Tools(DemoSources(said), Models().gateway(), Tape(), lambda _: None)
    return prepared, execute(work_of(prepared, 0), (), tools)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.right["id"])
def test_the_answer_says_what_it_must_and_cites_what_was_said(case: Case) -> None:
    prepared, executed = asked(case.text)
    assert prepared.chain == (case.right["contract"],)
    assert executed is not None
    answer = executed.answer
    text = " ".join(answer.text.split())
    wanted = [" ".join(words.split()) for words in (*case.right["expect"], *case.right["says"])]
    assert [words for words in wanted if words not in text] == []
    assert answer.dropped == 0
    assert answer.uncited == (not answer.claims)
    place = 0
    for claim in answer.claims:
        place = answer.text.index(claim.text, place) + 1
    cited = {citation.document for claim in answer.claims for citation in claim.citations}
    assert len(cited) >= case.right.get("cites", 0)
    for claim in answer.claims:
        for citation in claim.citations:
            said = library().said[citation.document][citation.turn]
            assert said.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "contract", ["PATTERN_ANALYSIS", "COMPARISON", "TREND_SUMMARY", "CROSS_MEETING_QUESTIONS"]
)
def test_a_table_has_what_the_text_has(contract: str) -> None:
    for case in CASES:
        if case.right["contract"] == contract:
            _, executed = asked(case.text)
            assert executed is not None
            table = executed.answer.table
            assert table is not None
            assert all(len(row) == len(table.columns) for row in table.rows)
            quotes = [quote for row in table.rows for cell in row for quote in re.findall(r'"([^"]+)"', cell)]
            assert all(quote in executed.answer.text for quote in quotes)
            assert all(row[0] in executed.answer.text for row in table.rows)


def test_a_follow_up_narrows_what_was_asked_before() -> None:
    first, executed = asked("Which customers raised security?")
    assert executed is not None
    said = Exchange(
        first.brief.question.text, Intent.MULTI_MEETING, "PATTERN_ANALYSIS", scope=first.brief.scope
    )
    _, then = asked("Which customers raised it in October?", said)
    assert then is not None
    assert then.contract == "PATTERN_ANALYSIS"
    assert "I looked at 3 meetings with 2 customers" in then.answer.text
    assert "Security and privacy: in 2 meetings with 1 customer" in then.answer.text
