"""When a breaker opens, whom it lets probe, and when it closes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.services.llm.breaker import Breaker, State
from quarterdeck.services.llm.breaker_states import MemoryStates
from tests.unit.llm.desk import Clock


class Watched(MemoryStates):
    """Counts how often it is read."""

    loads: int = 0

    def load(self, provider: str) -> tuple[State, int]:
        self.loads += 1
        return super().load(provider)


def opened(clock: Clock, states: MemoryStates) -> Breaker:
    breaker = Breaker(states, clock)
    for _ in range(5):
        assert breaker.admits("openai")
        breaker.failed("openai")
    return breaker


def test_it_opens_at_the_fifth_failure_within_a_minute() -> None:
    clock, states = Clock(), MemoryStates()
    breaker = opened(clock, states)
    assert not breaker.admits("openai")
    assert breaker.admits("groq")


def test_failures_that_are_far_apart_do_not_open_it() -> None:
    clock = Clock()
    breaker = Breaker(MemoryStates(), clock)
    for _ in range(20):
        breaker.failed("openai")
        clock.pass_(16)
    assert breaker.admits("openai")


def test_another_process_sees_it_open_within_a_second() -> None:
    clock, states = Clock(), MemoryStates()
    other = Breaker(states, clock)
    assert other.admits("openai")
    opened(clock, states)
    clock.pass_(1)
    assert not other.admits("openai")


def test_the_state_is_read_once_a_second_however_many_ask() -> None:
    clock, states = Clock(), Watched()
    breaker = Breaker(states, clock)
    for _ in range(100):
        breaker.admits("openai")
        breaker.worked("openai")
        clock.pass_(0.01)
    assert states.loads == 1


def test_after_the_pause_one_caller_of_all_may_probe() -> None:
    clock, states = Clock(), MemoryStates()
    opened(clock, states)
    clock.pass_(31)
    others = [Breaker(states, clock) for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(lambda breaker: breaker.admits("openai"), others)) == 1


@pytest.mark.parametrize("well", [True, False])
def test_the_probe_closes_it_or_opens_it_anew(well: bool) -> None:  # noqa: FBT001
    clock, states = Clock(), MemoryStates()
    breaker = opened(clock, states)
    clock.pass_(31)
    assert breaker.admits("openai")
    breaker.worked("openai") if well else breaker.failed("openai")
    clock.pass_(2)
    assert breaker.admits("openai") is well
    clock.pass_(30)
    assert breaker.admits("openai")


def test_a_probe_that_crashes_gives_way_to_the_next() -> None:
    clock, states = Clock(), MemoryStates()
    breaker = opened(clock, states)
    clock.pass_(31)
    assert breaker.admits("openai")
    clock.pass_(31)
    assert Breaker(states, clock).admits("openai")


class OutOfReach(MemoryStates):
    def load(self, provider: str) -> tuple[State, int]:
        raise Unavailable(provider)


def test_breakers_out_of_reach_stop_nobody() -> None:
    breaker = Breaker(OutOfReach(), Clock())
    assert breaker.admits("openai")
    breaker.failed("openai")
    breaker.worked("openai")


@given(st.lists(st.tuples(st.sampled_from(["failed", "worked", "wait"]), st.floats(0, 90)), max_size=40))
def test_a_provider_is_always_asked_again_in_the_end(story: list[tuple[str, float]]) -> None:
    clock, states = Clock(), MemoryStates()
    breaker = Breaker(states, clock)
    for what, seconds in story:
        clock.pass_(seconds)
        if breaker.admits("openai") and what != "wait":
            breaker.failed("openai") if what == "failed" else breaker.worked("openai")
    clock.pass_(61)
    assert breaker.admits("openai")
