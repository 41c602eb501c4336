"""Attacks on API keys: each does what it is for, as long as it is, and is shown once."""

from typing import Any

import httpx
import pytest

from infra.local.cloud import Cloud


def scoped(owner: httpx.Client, **wish: Any) -> dict[str, Any]:
    answer = owner.post("/v1/keys", json={"name": "scoped"} | wish)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_scoped_key_does_what_it_is_for_and_nothing_else(cloud: Cloud, owner: httpx.Client) -> None:
    made = scoped(owner, scopes=["meetings:read", "keys:manage"])
    with cloud.api(made["api_key"]) as api:
        assert api.get("/v1/meetings").status_code == 200
        assert api.get("/v1/runs").status_code == 403
        assert api.post("/v1/invitations", json={"email": "x@y.example", "role": "owner"}).status_code == 403
        wider = api.post("/v1/keys", json={"name": "wider", "scopes": ["data:erase"]})
        assert (wider.status_code, "data:erase" in wider.json()["detail"]) == (403, True)
        inherited = api.post("/v1/keys", json={"name": "inherited"})
        assert inherited.json()["scopes"] == ["keys:manage", "meetings:read"]


def test_a_revoked_key_is_refused_by_the_next_request(cloud: Cloud, owner: httpx.Client) -> None:
    made = scoped(owner, scopes=["meetings:read"])
    with cloud.api(made["api_key"]) as api:
        assert api.get("/v1/meetings").status_code == 200
        assert owner.delete(f"/v1/keys/{made['key_id']}").status_code == 200
        assert api.get("/v1/meetings").status_code == 401
    assert owner.delete(f"/v1/keys/{made['key_id']}").status_code == 404


@pytest.mark.parametrize(
    "wish",
    [
        {"scopes": ["everything:do"]},
        {"scopes": []},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2030-01-01T00:00:00"},
        {"name": ""},
        {"subject": "somebody"},
        {"role": "owner"},
    ],
)
def test_a_wish_for_a_key_that_makes_no_sense_is_told_so(owner: httpx.Client, wish: dict[str, Any]) -> None:
    answer = owner.post("/v1/keys", json={"name": "x"} | wish)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:quarterdeck:InvalidInput")


def test_a_key_is_shown_once(owner: httpx.Client) -> None:
    made = scoped(owner, scopes=["meetings:read"])
    listed = owner.get("/v1/keys").json()["keys"]
    (same,) = [key for key in listed if key["key_id"] == made["key_id"]]
    assert made["api_key"].startswith(same["prefix"])
    assert made["api_key"][20:] not in str(listed)
