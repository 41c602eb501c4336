"""A sweep takes what belongs to one, whatever it is, and goes on where it was broken off."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform import sweeping
from quarterdeck.platform.aws import client
from quarterdeck.platform.belonging import Wanted, leading_to, of_tenant
from quarterdeck.platform.sweeping import PARTS, Sweeping
from tests.support.clocks import TickingClock

TABLE = "connectors"


def put(pk: str, sk: str = "ROW", **more: str) -> tuple[str, str]:
    row = {name: {"S": value} for name, value in ({"pk": pk, "sk": sk} | more).items()}
    client("dynamodb").put_item(TableName=TABLE, Item=row)
    return pk, sk


def stored() -> set[tuple[str, str]]:
    pages = client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return {(row["pk"]["S"], row["sk"]["S"]) for page in pages for row in page["Items"]}


def swept(tenant: TenantId, wanted: Wanted) -> int:
    """Sweep in as many goes as it takes, each as short as can be, and again where one breaks off."""
    clock, number, cursor = TickingClock(timedelta(seconds=61)), 0, None
    for _ in range(2 * PARTS):
        with suppress(ConnectionError):
            erased = Sweeping(clock).sweep(tenant, {TABLE: wanted}, cursor)
            number, cursor = number + erased.number, erased.cursor
            if cursor is None:
                return number
    raise AssertionError("it doesn't end")


@dataclass(frozen=True)
class Rows:
    """The keys of a tenant's rows under its prefix, of those that lead to it, and of others' that look alike."""

    within: set[tuple[str, str]]
    leading: set[tuple[str, str]]
    others: set[tuple[str, str]]


@pytest.fixture
def rows(tenant: TenantId) -> Rows:
    within = {put(f"TENANT#{tenant}#THING#{number}", f"{number}") for number in range(40)}
    leads = [f"LEADS#{tenant}#{number}" for number in range(4)]
    return Rows(
        within={put(f"TENANT#{tenant}"), *within},
        leading={put(leads[0], tenant=tenant), put(leads[1], tenant)},
        others={
            put(f"TENANT#{tenant}-two"),
            put(f"TENANT#{tenant}-two#THING"),
            put("TENANT#other#COMPANY", tenant),
            put(f"TENANT#other#THING#{tenant}", tenant=tenant),
            put(leads[2], f"{tenant}-two"),
            put(leads[3], tenant=f"{tenant}-two"),
        },
    )


def test_all_rows_of_a_tenant_go_and_nobody_elses(tenant: TenantId, rows: Rows) -> None:
    before = stored()
    assert swept(tenant, of_tenant(tenant)) == len(rows.within) + len(rows.leading)
    assert before - stored() == rows.within | rows.leading
    assert rows.others <= stored()


def test_those_that_lead_to_a_tenant_go_alone(tenant: TenantId, rows: Rows) -> None:
    before = stored()
    assert swept(tenant, leading_to(tenant)) == len(rows.leading)
    assert before - stored() == rows.leading


def test_a_sweep_that_breaks_off_goes_on(
    tenant: TenantId, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete, deleted = sweeping.delete, count(1)

    def breaking(*arguments: Any) -> int:
        if next(deleted) == len(rows.within) // 2:
            raise ConnectionError("the table went away")
        return delete(*arguments)

    monkeypatch.setattr(sweeping, "delete", breaking)
    assert swept(tenant, of_tenant(tenant)) <= len(rows.within) + len(rows.leading)
    assert not stored() & (rows.within | rows.leading)
    assert rows.others <= stored()
