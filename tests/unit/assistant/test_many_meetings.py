"""Over hundreds of meetings the contracts read little, put less into a prompt, and count right."""

from functools import lru_cache

import pytest

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.across.retrieve import SEARCHES
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.model import Claim
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.kernel.codec import dump_json
from tests.unit.assistant.library import question
from tests.unit.assistant.many import (
    CUSTOMERS,
    MEETINGS,
    CountingLibrary,
    asks_about_data,
    many,
    speaks_of_price,
)

ASKED = {
    "PATTERN_ANALYSIS": "Which customers find the price too high?",
    "COMPARISON": "Compare our customers on price.",
    "TREND_SUMMARY": "How has talk about price changed?",
    "CROSS_MEETING_QUESTIONS": "What do customers ask most often?",
}
STEP_FUNCTIONS_LIMIT = 256 * 1024


@lru_cache(maxsize=1)
def tenant() -> CountingLibrary:
    return many()


def answered(name: str, text: str) -> tuple[Brief, Gathered, str, tuple[Claim, ...], CountingLibrary]:
    library = CountingLibrary(tenant().kept)
    brief, contract = Brief(question(text)), CONTRACTS[name]
    found = contract.gather(brief, library)  # type: ignore[arg-type]
    draft = contract.claims(contract.extract(brief, found), found)
    claims, dropped = verify(draft, found.evidence, found.meetings, found.names)
    assert dropped == 0
    return brief, found, contract.render(brief, found, claims), claims, library


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("themed", [True, False])
def test_reads_prompts_and_results_are_bounded(name: str, *, themed: bool) -> None:
    text = ASKED[name] if themed else "What comes up in our meetings?"
    brief, found, shown, claims, library = answered(name, text)
    assert found.looked_at == MEETINGS
    assert len(library.calls) <= SEARCHES + 2
    assert library.passages_read <= 1_500
    assert sum(len(message.content) for message in CONTRACTS[name].prompt(brief, found)) <= 30_000
    assert claims
    assert len(claims) <= 45
    assert len(shown) <= 12_000
    assert f"{MEETINGS} meetings with {CUSTOMERS} customers" in shown


def test_the_count_of_a_topic_is_that_of_the_meetings_where_it_was_said() -> None:
    _, _, shown, _, _ = answered("PATTERN_ANALYSIS", "Which customers mentioned the price?")
    there = [number for number in range(MEETINGS) if speaks_of_price(number)]
    customers = {number % CUSTOMERS for number in there}
    assert f"Price and budget: in {len(there)} meetings with {len(customers)} customers" in shown


def test_alike_questions_are_one_with_all_who_asked() -> None:
    _, _, shown, _, _ = answered("CROSS_MEETING_QUESTIONS", ASKED["CROSS_MEETING_QUESTIONS"])
    there = [number for number in range(MEETINGS) if asks_about_data(number)]
    customers = len({number % CUSTOMERS for number in there})
    counts = f"{len(there)} questions in {len(there)} meetings with {customers} customers, 0 still open"
    assert f"(asked alike: {counts})" in shown


def test_a_comparison_of_very_many_takes_those_of_most_meetings() -> None:
    brief, found, _, claims, _ = answered("COMPARISON", ASKED["COMPARISON"])
    table = CONTRACTS["COMPARISON"].table
    assert table is not None
    made = table(brief, found, claims)
    assert made is not None
    assert len(made.columns) == 7


def test_a_result_fits_between_the_stages() -> None:
    for name, text in ASKED.items():
        _, found, shown, claims, _ = answered(name, text)
        assert len(dump_json(claims)) + len(shown) < STEP_FUNCTIONS_LIMIT / 4
        assert found.hits == ()
