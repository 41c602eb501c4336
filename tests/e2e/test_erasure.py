"""Erased people and organisations are nowhere but where it is said that they stay; their neighbours keep everything."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from infra.local.cloud import Cloud
from tests.e2e.estate import Estate, beyond_rows, founded, ok, rows_with
from tests.e2e.meetings import until
from tests.e2e.test_export import export

LOGS = {"AuditTable", "OutboxTable", "OperationsTable"}
"""Where an erased person's id stays."""


@pytest.fixture
def estate(cloud: Cloud) -> Iterator[Estate]:
    with founded(cloud) as made:
        yield made


@pytest.fixture(scope="module")
def neighbour(cloud: Cloud) -> Iterator[Estate]:
    with founded(cloud) as made:
        yield made


def ended(look: Any, what: str) -> dict[str, int]:
    """Return the receipt of the erasure that is looked at, once it is done."""
    seen: list[dict[str, Any]] = []

    def over() -> bool:
        seen.append(ok(look()))
        return bool(seen[-1]["status"] != "running")

    until(over, what)
    assert seen[-1]["status"] == "done", seen[-1]
    return {each["store"]: each["erased"] for each in seen[-1]["receipt"]}


def kept(estate: Estate) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what doesn't change by itself of all that is stored of the organisation."""
    passing = {"LimitsTable", "AuditTable", "OriginsTable"}
    rows = [row for row in rows_with(estate.cloud, estate.tenant) if row[0] not in passing]
    return sorted(rows), sorted(beyond_rows(estate.cloud, estate.tenant))


def test_an_erased_person_is_nobody(estate: Estate, neighbour: Estate) -> None:
    beside, cloud = kept(neighbour), estate.cloud
    mine = estate.ask(estate.owner, "When will the contract be sent?")
    thread = estate.ask(estate.colleague, f"Who asked about the {estate.word} plan?")
    following = estate.ask(estate.owner, "and what does it cost?", conversation_id=thread["conversation_id"])
    replayed = ok(estate.owner.post(f"/v1/runs/{estate.run_id}/replay"))

    exported = export(estate.colleague, {})["export_id"]
    begun = ok(estate.owner.post("/v1/erasures", json={"kind": "person", "subject": estate.person}))
    assert estate.colleague.get("/v1/me").status_code == 401
    taken = ended(lambda: estate.owner.get(f"/v1/erasures/{begun['erasure_id']}"), "the person's erasure")
    assert taken["access"] == 7  # two keys and the signup in two rows each, and a ticket
    assert taken["run records"] == 2
    assert taken["archives"] == 3  # the archive, and what its one go left beside it
    assert ok(estate.owner.get(f"/v1/exports/{exported}"))["download"] is None
    assert taken["others' tapes"] == 2  # the one that followed, and the replay
    assert taken["ratings"] == 0  # those of the own run went with it
    assert taken["idempotency"] == 1
    assert taken["limits"] > 0
    assert taken["membership"] == 3
    left = rows_with(cloud, estate.person, estate.email, f"Ola {estate.word}")
    assert {table for table, _ in left} <= LOGS
    assert not [text for _, text in left if estate.email in text or "Ola" in text]
    everything = "\n".join(beyond_rows(cloud, estate.tenant))
    assert estate.person not in everything
    assert f"Who asked about the {estate.word} plan?" not in everything
    for run in (estate.run_id, thread["run_id"], replayed["run_id"]):
        assert estate.owner.get(f"/v1/runs/{run}").status_code == 404
    for run in (mine, following):
        assert ok(estate.owner.get(f"/v1/runs/{run['run_id']}"))["answer"] == run["answer"]
    assert not estate.owner.get("/v1/examples").json()["examples"]
    assert [
        each["email"] for each in ok(estate.owner.get("/v1/members"))["members"] if "ola" in each["email"]
    ] == []
    again = estate.owner.post("/v1/erasures", json={"kind": "person", "subject": estate.person})
    assert again.status_code == 404
    assert kept(neighbour) == beside


def test_who_may_erase_whom(estate: Estate) -> None:
    me = ok(estate.owner.get("/v1/me"))["subject"]
    last = estate.owner.post("/v1/erasures", json={"kind": "person", "subject": me})
    assert (last.status_code, "last owner" in last.text) == (409, True)
    for wish in ({"kind": "person", "subject": me}, {"kind": "tenant", "subject": estate.tenant}):
        assert estate.colleague.post("/v1/erasures", json=wish).status_code == 403
    unconfirmed = estate.owner.post("/v1/erasures", json={"kind": "tenant", "subject": "yes"})
    assert (unconfirmed.status_code, unconfirmed.json()["title"]) == (400, "Invalid input")
    assert estate.owner.get("/v1/me").is_success


def test_an_erased_organisation_leaves_a_receipt(estate: Estate, neighbour: Estate) -> None:
    beside, cloud = kept(neighbour), estate.cloud
    begun = ok(estate.owner.post("/v1/erasures", json={"kind": "tenant", "subject": estate.tenant}))
    wish = {"tenant": estate.tenant, "erasure_id": begun["erasure_id"]}
    with httpx.Client(base_url=cloud.url, trust_env=False, timeout=60) as anybody:
        taken = ended(lambda: anybody.post("/v1/receipts", json=wish), "the organisation's erasure")
        assert anybody.post("/v1/receipts", json=wish | {"erasure_id": "x"}).status_code == 404
        assert anybody.post("/v1/receipts", json=wish | {"tenant": neighbour.tenant}).status_code == 404
    assert all(taken[store] > 0 for store in taken if store != "executions"), taken
    for key in (estate.owner_key, estate.colleague_key):
        with cloud.api(key) as api:
            assert api.get("/v1/me").status_code == 401
    left = rows_with(cloud, estate.tenant, estate.word)
    assert {table for table, _ in left} == LOGS
    assert len([row for row in left if row[0] == "OperationsTable"]) == 1
    (event,) = [text for table, text in left if table == "OutboxTable"]
    assert "data_erased" in event
    assert not [text for _, text in left if estate.word in text]
    assert beyond_rows(cloud, estate.tenant) == []
    assert kept(neighbour) == beside
