"""A bucket lets a burst through and then its rate, never more, however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quarterdeck.kernel.errors import TooMany, Unavailable
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.limits.bucket import Buckets
from quarterdeck.platform.limits.limiter import Limiter, refused
from quarterdeck.platform.limits.policy import LimitClass, Rate, policy
from tests.support.clocks import StillClock

SMALL = Rate(per_minute=60, burst=5)


def fresh() -> str:
    return f"TENANT#t#LIMIT-{uuid4().hex}"


def test_a_burst_passes_and_then_one_as_each_token_comes_back(buckets: Buckets, clock: StillClock) -> None:
    pk = fresh()
    first = [buckets.take(pk, "b", SMALL) for _ in range(7)]
    assert [d.allowed for d in first] == [True] * 5 + [False] * 2
    assert [d.remaining for d in first] == [4, 3, 2, 1, 0, 0, 0]
    assert (first[4].reset_s, first[5].retry_after_s) == (5, 1)
    clock.move(1)
    assert [buckets.take(pk, "b", SMALL).allowed for _ in range(2)] == [True, False]
    clock.move(60)
    assert [buckets.take(pk, "b", SMALL).allowed for _ in range(6)] == [True] * 5 + [False]


def test_whoever_waits_as_long_as_told_passes(buckets: Buckets, clock: StillClock) -> None:
    pk, slow = fresh(), Rate(per_minute=7, burst=2)
    for _ in range(6):
        decision = buckets.take(pk, "b", slow)
        if not decision.allowed:
            clock.move(decision.retry_after_s)
            assert buckets.take(pk, "b", slow).allowed


def test_50_at_once_get_exactly_what_is_there(buckets: Buckets) -> None:
    pk, rate = fresh(), Rate(per_minute=1, burst=20)
    with ThreadPoolExecutor(50) as pool:
        decisions = list(pool.map(lambda _: buckets.take(pk, "b", rate), range(50)))
    assert sum(decision.allowed for decision in decisions) == 20


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, 120),
    st.integers(1, 6),
    st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=15),
)
def test_no_window_lets_more_through_than_burst_and_rate(
    buckets: Buckets, per_minute: int, burst: int, pauses: list[float]
) -> None:
    pk, rate, clock = fresh(), Rate(per_minute=per_minute, burst=burst), StillClock()
    mine, passed = Buckets(buckets.table, clock), []
    for pause in pauses:
        clock.move(pause)
        if mine.take(pk, "b", rate).allowed:
            passed.append(clock.now().timestamp())
    for begin in range(len(passed)):
        for end in range(begin, len(passed)):
            seconds = passed[end] - passed[begin]
            most = burst + seconds * 1_000_000 / rate.interval_us
            assert end - begin + 1 <= most + 0.001


def test_a_subject_or_a_tenant_that_floods_limits_no_other(buckets: Buckets) -> None:
    limiter = Limiter(
        buckets,
        policy(
            """
            [classes.ask]
            subject = { per_minute = 1, burst = 3 }
            tenant = { per_minute = 1, burst = 5 }
            open = true
            """
        ),
    )
    one, other = tenant_id(f"t-{uuid4().hex[:8]}"), tenant_id(f"t-{uuid4().hex[:8]}")
    flood = [limiter.admit(one, "ann", LimitClass.ASK) for _ in range(10)]
    assert [refused(each) is None for each in flood] == [True] * 3 + [False] * 7
    assert [refused(limiter.admit(one, "bob", LimitClass.ASK)) is None for _ in range(3)] == [
        True,
        True,
        False,  # the tenant's five are taken: three by ann, who took none of it when she was refused
    ]
    assert refused(limiter.admit(other, "ann", LimitClass.ASK)) is None
    error = refused(flood[-1])
    assert isinstance(error, TooMany)
    assert (error.status, error.retry_after) == (429, 60)


def test_without_its_table_a_class_fails_as_it_says(clock: StillClock, buckets: Buckets) -> None:
    assert buckets.table
    limiter = Limiter(Buckets("no-such-table", clock), policy())
    assert limiter.admit(tenant_id("acme"), "ann", LimitClass.READ) == {}
    with pytest.raises(Unavailable):
        limiter.admit(tenant_id("acme"), "ann", LimitClass.MANAGE)
