"""Ten failed logins within a quarter of an hour lock a door for a quarter of an hour; and a flood makes few entries."""

from uuid import uuid4

import pytest

from quarterdeck.contexts.identity.entrance import Attempt, Entrance
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.audit.origins import Origins, find
from quarterdeck.platform.audit.reading import newest
from quarterdeck.platform.audit.refusals import Refusals, Refused
from quarterdeck.platform.limits.bucket import Buckets
from quarterdeck.platform.limits.doors import Doors
from quarterdeck.platform.limits.policy import Lock
from tests.support.clocks import StillClock

LOCK = Lock(credential=10, source=50, minutes=15)


@pytest.fixture
def refusals(buckets: Buckets, clock: StillClock) -> Refusals:
    return Refusals(buckets, Origins(clock), clock, UlidIds())


@pytest.fixture
def entrance(clock: StillClock, refusals: Refusals) -> Entrance:
    return Entrance(Doors("limits", clock, LOCK.minutes), LOCK, refusals)


def attempt(credential: str = "", ip: str = "") -> Attempt:
    return Attempt(credential, "cor-1", ip or uuid4().hex, "test/1")


def locked(entrance: Entrance, tried: Attempt) -> int:
    return max(door.locked_s for door in entrance.look(tried))


def test_the_tenth_failure_locks_the_credential_wherever_it_comes_from(
    entrance: Entrance, clock: StillClock
) -> None:
    key = uuid4().hex
    for number in range(10):
        assert locked(entrance, attempt(key)) == 0, number
        entrance.failed(attempt(key))
    assert locked(entrance, attempt(key)) == 900
    assert locked(entrance, attempt(uuid4().hex)) == 0
    clock.move(899)
    assert locked(entrance, attempt(key)) == 1
    clock.move(1)
    assert locked(entrance, attempt(key)) == 0


def test_after_a_lock_it_takes_ten_more(entrance: Entrance, clock: StillClock) -> None:
    key = uuid4().hex
    for _ in range(10):
        entrance.failed(attempt(key))
    clock.move(900)
    for _ in range(9):
        entrance.failed(attempt(key))
    assert locked(entrance, attempt(key)) == 0
    entrance.failed(attempt(key))
    assert locked(entrance, attempt(key)) > 0


def test_failures_of_longer_ago_do_not_count(entrance: Entrance, clock: StillClock) -> None:
    key = uuid4().hex
    for _ in range(30):
        entrance.failed(attempt(key))
        clock.move(100)  # at most nine of them in any 15 minutes
    assert locked(entrance, attempt(key)) == 0


def test_a_success_forgets_the_failures_of_its_credential_and_not_of_the_address(entrance: Entrance) -> None:
    ip = uuid4().hex
    for number in range(50):
        mine = attempt("mine" + ip, ip)
        entrance.opened(entrance.look(mine))
        assert locked(entrance, mine) == 0, number
        entrance.failed(attempt(f"{number}{ip}", ip))
    assert locked(entrance, attempt("mine" + ip, ip)) == 900
    key = uuid4().hex
    for _ in range(3):
        for _ in range(9):
            entrance.failed(attempt(key))
        entrance.opened(entrance.look(attempt(key)))
    assert locked(entrance, attempt(key)) == 0


def test_what_is_no_credential_counts_for_its_address(entrance: Entrance) -> None:
    ip = uuid4().hex
    for _ in range(50):
        entrance.failed(attempt("", ip))
    assert locked(entrance, attempt(uuid4().hex, ip)) == 900


def test_without_its_table_the_entrance_is_closed(clock: StillClock, refusals: Refusals) -> None:
    with pytest.raises(Unavailable):
        Entrance(Doors("no-such-table", clock, 15), LOCK, refusals).look(attempt("key"))


def refuse(tenant: TenantId, ip: str, reason: str = "Forbidden") -> Refused:
    return Refused(tenant, "ann", "GET /v1/examples", reason, "cor-1", ip, "test/1")


def test_a_flood_of_refusals_makes_few_entries_and_all_of_it_is_counted(
    refusals: Refusals, clock: StillClock
) -> None:
    tenant = tenant_id(f"t-{uuid4().hex[:8]}")
    for _ in range(123):
        refusals.note(refuse(tenant, "192.0.2.1"))
    found, _ = newest(tenant, limit=50, before=None)
    assert sorted(sealed.body["count"] for sealed in found) == [1, 9, 90]
    assert {(s.body["result"], s.body["reason"], s.body["subject"]) for s in found} == {
        ("refused", "Forbidden", "ann")
    }
    origin = find(tenant, found[0].body["origin"])
    assert origin
    assert origin.ip == "192.0.2.1"
    clock.move(60)
    refusals.note(refuse(tenant, "192.0.2.1"))
    assert len(newest(tenant, limit=50, before=None)[0]) == 4


def test_a_flood_from_many_addresses_makes_60_entries_a_minute_at_most(refusals: Refusals) -> None:
    tenant = tenant_id(f"t-{uuid4().hex[:8]}")
    for number in range(75):
        refusals.note(refuse(tenant, f"192.0.2.{number}"))
    assert len(newest(tenant, limit=100, before=None)[0]) == 60


def test_a_refusal_that_cannot_be_put_on_record_is_still_a_refusal(
    clock: StillClock, refusals: Refusals, capsys: pytest.CaptureFixture[str]
) -> None:
    Refusals(Buckets("no-such-table", clock), refusals.origins, clock, UlidIds()).note(
        refuse(tenant_id("acme"), "192.0.2.1")
    )
    assert "RefusalsNotRecorded" in capsys.readouterr().out
