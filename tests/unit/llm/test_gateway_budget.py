"""What calls cost the budget, and what is answered without one."""

import pytest

from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.budget import Limits
from quarterdeck.services.llm.model import Outcome
from tests.unit.llm.desk import EXTRACT, FOUND, GOOD, Desk
from tests.unit.llm.scripted import COST, WORST, Scripted, complete, fails, outcomes, priced, says


def test_a_call_costs_the_budget_what_it_took() -> None:
    desk = Desk(limits=Limits(day=WORST))
    assert complete(desk, priced(Scripted("first", [says(GOOD)]))).value == FOUND
    assert desk.spent() == COST


def test_without_budget_no_provider_is_asked_and_the_answer_says_why() -> None:
    desk, only = Desk(limits=Limits(day=WORST)), Scripted("only", [says(GOOD)])
    assert complete(desk, priced(only)).value == FOUND
    completion = complete(desk, priced(only))
    assert (completion.value, completion.degraded, completion.broke) == (EXTRACT, True, True)
    assert outcomes(completion) == [("only", "no_budget"), ("extractive", "answered")]
    assert len(only.asked) == 1


def test_a_fallback_that_costs_nothing_answers_without_budget() -> None:
    desk = Desk(limits=Limits(month=NanoUsd(WORST - 1)))
    completion = complete(desk, priced(Scripted("dear", [says(GOOD)])), Scripted("own", [says(GOOD, "mine")]))
    assert (completion.provider, completion.broke) == ("own", False)


@pytest.mark.parametrize(
    ("outcome", "spent"),
    [
        (Outcome.REJECTED, 0),
        (Outcome.UNREACHABLE, 0),
        (Outcome.TIMEOUT, WORST),
        (Outcome.CUT_OFF, WORST),
        (Outcome.MALFORMED, WORST),
    ],
)
def test_a_failure_costs_the_budget_what_the_provider_may_bill(outcome: Outcome, spent: int) -> None:
    desk = Desk(limits=Limits(day=NanoUsd(10 * WORST)))
    complete(desk, priced(Scripted("only", [fails(outcome)])))
    assert desk.spent() == spent


def test_fallbacks_are_paid_from_the_same_budget() -> None:
    desk = Desk(limits=Limits(day=NanoUsd(10 * WORST)))
    complete(desk, priced(Scripted("first", [says("{}")])), priced(Scripted("second", [says(GOOD)])))
    assert desk.spent() == 2 * COST
