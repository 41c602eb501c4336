"""What every ledger and every store of breakers must do; the in-process ones and the table's pass the same suites."""

import threading
from concurrent.futures import ThreadPoolExecutor

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.services.llm.breaker import State, States
from quarterdeck.services.llm.budget import Budget, Ledger, Limits, Reservation

TENANT, OTHER = tenant_id("test-tenant"), tenant_id("other-tenant")
MONTH, DAY = "2026-11", "25"


def held(name: str, amount: int, tenant: TenantId = TENANT, day: str = DAY) -> Reservation:
    return Reservation(tenant, name, MONTH, day, NanoUsd(amount))


def limits(day: int | None = None, month: int | None = None) -> Limits:
    return Limits(None if day is None else NanoUsd(day), None if month is None else NanoUsd(month))


class LedgerSuite:
    """Subclasses give the fixture ``ledger``, empty for each test."""

    def test_a_limit_can_be_used_up_and_not_exceeded(self, ledger: Ledger) -> None:
        assert ledger.hold(held("a", 60), limits(day=100), 1000)
        assert not ledger.hold(held("b", 41), limits(day=100), 1000)
        assert ledger.hold(held("c", 40), limits(day=100), 1000)
        assert ledger.spent(TENANT, MONTH, DAY) == (100, 100)

    def test_more_than_the_whole_limit_is_never_held(self, ledger: Ledger) -> None:
        assert not ledger.hold(held("a", 101), limits(day=100), 1000)
        assert not ledger.hold(held("a", 101), limits(month=100), 1000)
        assert ledger.spent(TENANT, MONTH, DAY) == (0, 0)

    def test_the_month_counts_all_its_days(self, ledger: Ledger) -> None:
        both = limits(day=100, month=150)
        assert ledger.hold(held("a", 100, day="24"), both, 1000)
        assert not ledger.hold(held("b", 51), both, 1000)
        assert ledger.hold(held("c", 50), both, 1000)
        assert ledger.spent(TENANT, MONTH, DAY) == (150, 50)

    def test_tenants_have_budgets_of_their_own(self, ledger: Ledger) -> None:
        assert ledger.hold(held("a", 100), limits(day=100), 1000)
        assert ledger.hold(held("a", 100, OTHER), limits(day=100), 1000)

    def test_settling_replaces_what_was_held(self, ledger: Ledger) -> None:
        ledger.hold(held("a", 100), limits(day=100), 1000)
        ledger.settle(held("a", 100), NanoUsd(30))
        assert ledger.spent(TENANT, MONTH, DAY) == (30, 30)
        assert ledger.hold(held("b", 70), limits(day=100), 1000)

    def test_what_a_crashed_caller_holds_is_freed(self, ledger: Ledger) -> None:
        ledger.hold(held("crashed", 100), limits(day=100), 1000)
        assert ledger.free(TENANT, MONTH, 999) == 0
        assert ledger.free(TENANT, MONTH, 1001) == 1
        assert ledger.free(TENANT, MONTH, 1001) == 0
        assert ledger.spent(TENANT, MONTH, DAY) == (0, 0)

    def test_settling_late_still_counts_what_was_spent(self, ledger: Ledger) -> None:
        ledger.hold(held("late", 100), limits(day=100), 1000)
        ledger.free(TENANT, MONTH, 1001)
        ledger.settle(held("late", 100), NanoUsd(30))
        assert ledger.spent(TENANT, MONTH, DAY) == (30, 30)

    def test_fifty_callers_at_once_spend_no_more_than_the_limit(self, ledger: Ledger) -> None:
        overshoot, answered = race(ledger, callers=50, calls=4)
        assert overshoot == 0
        assert answered == 40

    def test_a_reservation_frees_itself_for_the_next_caller(self, ledger: Ledger) -> None:
        clock = SystemClock()
        budget = Budget(ledger, lambda _: limits(day=100), clock, UlidIds())
        now = clock.now()
        crashed = Reservation(TENANT, "crashed", f"{now:%Y-%m}", f"{now:%d}", NanoUsd(100))
        ledger.hold(crashed, limits(day=100), now.timestamp() - 1)
        assert budget.reserve(TENANT, NanoUsd(100))
        assert budget.reserve(TENANT, NanoUsd(1)) is None


def race(ledger: Ledger, callers: int, calls: int) -> tuple[int, int]:
    """Let all callers spend 100 at once, again and again; return the overshoot of 4,000, and the calls made."""
    limit, together = 4_000, threading.Barrier(callers)
    budget = Budget(ledger, lambda _: limits(day=limit, month=limit), SystemClock(), UlidIds())

    def call(_: int) -> list[int]:
        together.wait()
        spent = []
        for _ in range(calls):
            if reservation := budget.reserve(TENANT, NanoUsd(100)):
                budget.settle(reservation, NanoUsd(100))
                spent.append(100)
        return spent

    with ThreadPoolExecutor(callers) as pool:
        spent = [cost for costs in pool.map(call, range(callers)) for cost in costs]
    return max(sum(spent) - limit, 0), len(spent)


class StatesSuite:
    """Subclasses give the fixture ``states``, empty for each test."""

    def test_a_provider_that_was_never_written_is_closed(self, states: States) -> None:
        assert states.load("openai") == (State(), 0)

    def test_a_state_comes_back_as_it_was_written(self, states: States) -> None:
        state = State(3, 1_764_072_000.25, 1_764_072_030.5, 1_764_072_060.125)
        assert states.swap("openai", 0, state)
        assert states.load("openai") == (state, 1)
        assert states.load("groq") == (State(), 0)

    def test_of_those_who_saw_the_same_version_one_writes(self, states: States) -> None:
        def swap(number: int) -> bool:
            return states.swap("openai", 0, State(number))

        with ThreadPoolExecutor(20) as pool:
            assert sum(pool.map(swap, range(20))) == 1

    def test_an_old_version_does_not_overwrite_a_newer_one(self, states: States) -> None:
        states.swap("openai", 0, State(1))
        states.swap("openai", 1, State(2))
        assert not states.swap("openai", 1, State(9))
        assert states.load("openai") == (State(2), 2)
