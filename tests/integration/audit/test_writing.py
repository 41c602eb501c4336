"""Entries are written with what they tell of, by many at once, without a gap, a double or a loss."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.audit import chain, reading, writing
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.audit.lanes import LANES, lane_of
from quarterdeck.platform.audit.reading import Wanted, newest
from quarterdeck.platform.audit.rows import EntryRow, lane_key
from quarterdeck.platform.audit.verify import verify
from quarterdeck.platform.audit.writing import record, within
from quarterdeck.platform.outbox import EventRow
from tests.unit.audit.trails import KEY, entry

WRITERS, EACH = 25, 8


def lanes(tenant: TenantId) -> dict[int, list[Sealed]]:
    return {lane: reading.lane_page(tenant, lane, limit=1000, after=0)[0] for lane in range(LANES)}


def test_25_writers_at_once_leave_no_gap_no_double_and_lose_nothing(tenant: TenantId) -> None:
    def write(writer: int) -> None:
        for number in range(EACH):
            record(entry(writer * EACH + number, tenant))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    found = lanes(tenant)
    report = verify(tenant, found, [], KEY.is_signed)
    assert (report.broken, report.entries) == (None, WRITERS * EACH)
    ids = [sealed.body["id"] for each in found.values() for sealed in each]
    assert sorted(ids) == sorted(f"aud_{number}" for number in range(WRITERS * EACH))


def test_an_entry_comes_with_what_it_tells_of(tenant: TenantId) -> None:
    within(entry(1, tenant), lambda together: together.save(EventRow(f"X#{tenant}", "1", envelope="{}")))
    assert EventRow.count(f"X#{tenant}") == 1
    assert [sealed.body["id"] for sealed in newest(tenant, limit=5, before=None)[0]] == ["aud_1"]


def test_a_transaction_that_fails_leaves_no_entry(tenant: TenantId) -> None:
    def twice(together: TransactWrite) -> None:
        together.save(EventRow(f"X#{tenant}", "1", envelope="{}"), condition=EventRow.pk.does_not_exist())

    within(entry(1, tenant), twice)
    with pytest.raises(TransactWriteError):
        within(entry(2, tenant), twice)
    assert [sealed.body["id"] for sealed in newest(tenant, limit=5, before=None)[0]] == ["aud_1"]


def test_an_entry_is_found_by_its_time_though_one_of_an_earlier_request_came_after_it(
    tenant: TenantId,
) -> None:
    early, late = (entry(number, tenant, id="aud_same") for number in (10, 40))
    record(late)
    record(early)  # into the same lane
    since = chain.instant(late.at)
    assert [
        each.body["at"] for each in newest(tenant, limit=9, before=None, wanted=Wanted(since=since))[0]
    ] == [since]


def test_a_rare_entry_is_looked_for_in_few_reads(tenant: TenantId, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3 * LANES):
        record(entry(number, tenant))
    reads: list[int] = []
    query = EntryRow._get_connection().query

    def counted(*arguments: Any, **given: Any) -> Any:
        reads.append(1)
        return query(*arguments, **given)

    monkeypatch.setattr(EntryRow._get_connection(), "query", counted)
    assert newest(tenant, limit=1, before=None, wanted=Wanted(action="never.done")) == ([], None)
    assert len(reads) <= 2 * LANES


def test_what_raises_before_the_transaction_leaves_no_entry(tenant: TenantId) -> None:
    def broken(_together: TransactWrite) -> None:
        raise LookupError("not there")

    with pytest.raises(LookupError):
        within(entry(1, tenant), broken)
    assert newest(tenant, limit=5, before=None) == ([], None)


def test_whoever_was_outrun_goes_to_the_next_lane(tenant: TenantId, monkeypatch: pytest.MonkeyPatch) -> None:
    first = entry(1, tenant)
    real = writing.tail
    seen: list[int] = []

    def outrun(owner: TenantId, lane: int) -> Sealed | None:
        found = real(owner, lane)
        if not seen:
            seen.append(lane)
            rival = next(n for n in range(2, 99) if lane_of(f"aud_{n}") == lane)
            record(entry(rival, tenant))
        return found

    monkeypatch.setattr(writing, "tail", outrun)
    record(first)
    written = [sealed for each in lanes(tenant).values() for sealed in each if sealed.body["id"] == "aud_1"]
    assert [sealed.lane for sealed in written] == [lane_of("aud_1", 1)]
    assert verify(tenant, lanes(tenant), [], KEY.is_signed).broken is None


def test_an_answer_that_was_lost_is_not_written_twice(
    tenant: TenantId, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = TransactWrite._commit

    def lost(self: TransactWrite) -> object:
        commit(self)
        raise TransactWriteError("the answer was lost")

    monkeypatch.setattr(TransactWrite, "_commit", lost)
    record(entry(1, tenant))
    assert len(newest(tenant, limit=5, before=None)[0]) == 1


def test_a_change_in_the_table_is_found(tenant: TenantId) -> None:
    for number in range(40):
        record(entry(number, tenant))
    lane = next(lane for lane, found in lanes(tenant).items() if found)
    row = next(iter(EntryRow.query(lane_key(tenant, lane), limit=1)))
    row.body = row.body.replace("meetings.add", "meetings.get")
    row.save()
    broken = verify(tenant, lanes(tenant), [], KEY.is_signed).broken
    assert broken
    assert broken.where == f"lane {lane}, entry 1"


def test_pages_give_every_entry_once_latest_first(tenant: TenantId) -> None:
    for number in range(30):
        record(entry(number, tenant))
    found, before = newest(tenant, limit=7, before=None)
    pages = 1
    while before:
        more, before = newest(tenant, limit=7, before=before)
        found += more
        pages += 1
    assert [sealed.body["id"] for sealed in found] == [f"aud_{number}" for number in reversed(range(30))]
    assert pages == 5


def test_what_is_wanted_is_found_among_the_rest(tenant: TenantId) -> None:
    for number in range(12):
        record(entry(number, tenant, action="meetings.add" if number % 4 else "people.invite"))
    found, _ = newest(tenant, limit=20, before=None, wanted=Wanted(action="people.invite", subject="usr_2"))
    assert [sealed.body["id"] for sealed in found] == ["aud_8"]
    late, _ = newest(tenant, limit=20, before=None, wanted=Wanted(since="2026-11-20T09:00:10"))
    assert [sealed.body["id"] for sealed in late] == ["aud_11", "aud_10"]


def test_a_tenant_sees_its_own_only(tenant: TenantId) -> None:
    other = tenant_id("somebody-else")
    record(entry(1, tenant))
    record(entry(2, other))
    assert [sealed.tenant for sealed in newest(tenant, limit=9, before=None)[0]] == [tenant]
