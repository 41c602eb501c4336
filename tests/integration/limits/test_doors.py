"""Ten failed logins within a quarter of an hour lock a door for a quarter of an hour; and a flood makes few entries."""

from uuid import uuid4

import pytest

from quarterdeck.contexts.identity.entrance import Attempt, Entrance
from quarterdeck.kernel.errors import Forbidden, QuarterdeckError, TooMany, Unauthenticated, Unavailable
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.audit.model import INSTALLATION, Origin, Refused
from quarterdeck.platform.audit.origins import Origins, find
from quarterdeck.platform.audit.reading import newest
from quarterdeck.platform.audit.refusals import Refusals
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
    return Attempt.by_key(credential, "cor-1", ip or uuid4().hex, "test/1")


def login(ip: str) -> Attempt:
    return Attempt.by_login("cor-1", ip, "test/1")


def fail(entrance: Entrance, tried: Attempt, error: QuarterdeckError | None = None) -> None:
    def way() -> None:
        raise error or Unauthenticated("no such key")

    with pytest.raises((Unauthenticated, Forbidden, Unavailable)):
        entrance.enter(tried, way)


def get_in(entrance: Entrance, tried: Attempt) -> None:
    assert entrance.enter(tried, lambda: "in") == "in"


def locked(entrance: Entrance, tried: Attempt) -> int:
    """Return how long the attempt has to wait, by a way that tells nothing either way."""

    class Looked(Exception):
        pass

    def way() -> None:
        raise Looked

    try:
        entrance.enter(tried, way)
    except Looked:
        return 0
    except TooMany as error:
        return error.retry_after
    raise AssertionError("the way was not tried")


def test_the_tenth_failure_locks_the_credential_wherever_it_comes_from(
    entrance: Entrance, clock: StillClock
) -> None:
    key = uuid4().hex
    for number in range(10):
        assert locked(entrance, attempt(key)) == 0, number
        fail(entrance, attempt(key))
    assert locked(entrance, attempt(key)) == 900
    assert locked(entrance, attempt(uuid4().hex)) == 0
    clock.move(899)
    assert locked(entrance, attempt(key)) == 1
    clock.move(1)
    assert locked(entrance, attempt(key)) == 0


def test_after_a_lock_it_takes_ten_more(entrance: Entrance, clock: StillClock) -> None:
    key = uuid4().hex
    for _ in range(10):
        fail(entrance, attempt(key))
    clock.move(900)
    for _ in range(9):
        fail(entrance, attempt(key))
    assert locked(entrance, attempt(key)) == 0
    fail(entrance, attempt(key))
    assert locked(entrance, attempt(key)) > 0


def test_failures_of_longer_ago_do_not_count(entrance: Entrance, clock: StillClock) -> None:
    key = uuid4().hex
    for _ in range(30):
        fail(entrance, attempt(key))
        clock.move(100)  # at most nine of them in any 15 minutes
    assert locked(entrance, attempt(key)) == 0


def test_a_success_forgets_the_failures_of_its_credential_and_not_of_the_address(entrance: Entrance) -> None:
    ip = uuid4().hex
    for number in range(50):
        mine = attempt("mine" + ip, ip)
        get_in(entrance, mine)
        assert locked(entrance, mine) == 0, number
        fail(entrance, attempt(f"{number}{ip}", ip))
    assert locked(entrance, attempt("mine" + ip, ip)) == 900
    key = uuid4().hex
    for _ in range(3):
        for _ in range(9):
            fail(entrance, attempt(key))
        get_in(entrance, attempt(key))
    assert locked(entrance, attempt(key)) == 0


def test_what_is_no_credential_counts_for_its_address(entrance: Entrance) -> None:
    ip = uuid4().hex
    for _ in range(50):
        fail(entrance, attempt("", ip))
    assert locked(entrance, attempt(uuid4().hex, ip)) == 900


def test_the_tenth_failed_login_locks_the_logins_of_its_address_and_nothing_else(entrance: Entrance) -> None:
    ip = uuid4().hex
    for number in range(10):
        assert locked(entrance, login(ip)) == 0, number
        fail(entrance, login(ip))
    assert locked(entrance, login(ip)) == 900
    assert locked(entrance, login(uuid4().hex)) == 0
    assert locked(entrance, attempt(uuid4().hex, ip)) == 0


def test_a_locked_way_is_not_tried_even_by_who_would_get_in(entrance: Entrance) -> None:
    ip = uuid4().hex
    for _ in range(10):
        fail(entrance, login(ip))
    with pytest.raises(TooMany):
        entrance.enter(login(ip), lambda: pytest.fail("it was tried"))


def test_what_another_site_forged_and_an_issuer_that_is_down_lock_nobody_out(entrance: Entrance) -> None:
    ip = uuid4().hex
    for _ in range(30):
        fail(entrance, login(ip), Forbidden("from another page"))
        fail(entrance, login(ip), Unavailable("no answer"))
    assert locked(entrance, login(ip)) == 0


def test_failed_logins_are_in_the_installations_trail_without_their_address(
    entrance: Entrance, clock: StillClock
) -> None:
    clock.move(36_000)  # a minute has so many entries, which the other tests' are among
    ip, key = uuid4().hex, uuid4().hex
    for _ in range(10):
        fail(entrance, login(ip))
    fail(entrance, attempt(key, ip), Forbidden("no member"))
    found = [sealed.body for sealed in newest(INSTALLATION, limit=100, before=None)[0]]
    mine = [each for each in found if find(INSTALLATION, each["origin"]) == Origin(ip, "test/1")]
    assert {(each["action"], each["target"], each["reason"], each["count"]) for each in mine} == {
        ("logins.try", "login", "Unauthenticated", 1),
        ("logins.try", "login", "Unauthenticated", 9),
        ("logins.lock", "login", "login", 1),
        ("logins.try", f"key:{key}", "Forbidden", 1),
    }
    assert ip not in str(mine)


def test_without_its_table_the_entrance_is_closed(clock: StillClock, refusals: Refusals) -> None:
    with pytest.raises(Unavailable):
        Entrance(Doors("no-such-table", clock, 15), LOCK, refusals).enter(attempt("key"), lambda: "in")


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
