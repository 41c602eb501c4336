"""A route is taken by those who may, its body is checked, and what goes wrong is told as problem details."""

import json
from itertools import pairwise
from typing import Any

import pytest
from chalice.app import Request
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict

from quarterdeck.contexts.identity.access import Access, Door, to_context
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission, Role, permissions_of
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.acting import acting_tenant
from quarterdeck.platform.audit.model import Refused
from quarterdeck.platform.http import View
from quarterdeck.platform.limits.bucket import Decision
from quarterdeck.platform.limits.policy import LimitClass, Rate
from quarterdeck.rest import serving
from quarterdeck.rest.endpoint import Call, Endpoint, Page
from quarterdeck.rest.endpoints import ENDPOINTS
from quarterdeck.rest.serving import serve
from tests.support.clocks import StillClock
from tests.support.proxied import proxied
from tests.unit.rest.conftest import Gate


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str


def request(
    authorizer: dict[str, Any] | None, body: str = "", query: dict[str, list[str]] | None = None
) -> Request:
    return Request(proxied(body=body, query=query, authorizer=authorizer))


class Granted(View):
    tenant: str
    subject: str
    what: str
    name: str


def grant(call: Call, body: Wish, name: str) -> Granted:
    return Granted(tenant=call.tenant, subject=call.caller.subject, what=body.what, name=name)


def answered(endpoint: Endpoint, asked: Request, **parameters: str) -> tuple[int, Any]:
    response = serve(endpoint, asked, parameters).to_dict()
    return response["statusCode"], json.loads(response["body"]) if isinstance(
        response["body"], str
    ) else response["body"]


WISH = Endpoint("POST", "/wishes/{name}", grant, Permission.ADD_MEETINGS, Granted, Wish, status=201)
SELLER = to_context(
    Access(Caller(tenant_id("acme"), "ola", Role.SELLER), Door.OIDC, "t-1", permissions_of(Role.SELLER))
)
VIEWER = to_context(
    Access(Caller(tenant_id("acme"), "ola", Role.VIEWER), Door.OIDC, "t-1", permissions_of(Role.VIEWER))
)


def test_a_caller_who_may_is_answered() -> None:
    status, body = answered(WISH, request(SELLER, '{"what": "tea"}'), name="mine")
    assert (status, body) == (201, {"tenant": "acme", "subject": "ola", "what": "tea", "name": "mine"})


def test_a_view_works_for_the_callers_tenant_and_no_longer() -> None:
    acting: list[str | None] = []

    def noting(call: Call, body: Wish, name: str) -> Granted:
        acting.append(acting_tenant())
        return grant(call, body, name)

    answered(replace(WISH, view=noting), request(SELLER, '{"what": "tea"}'), name="mine")
    assert (acting, acting_tenant()) == (["acme"], None)


def test_a_role_without_the_permission_is_refused_before_its_body_is_read() -> None:
    status, body = answered(WISH, request(VIEWER, "not JSON"), name="mine")
    assert (status, body["type"]) == (403, "urn:quarterdeck:Forbidden")
    assert "your role, viewer, is not allowed meetings:add" in body["detail"]


@pytest.mark.parametrize(
    "context", [None, {}, {"tenant": "acme", "subject": "ola"}, SELLER | {"role": "emperor"}]
)
def test_a_request_that_no_authorizer_let_in_is_not_served(context: dict[str, str] | None) -> None:
    status, body = answered(WISH, request(context, '{"what": "tea"}'), name="mine")
    assert status == 500
    assert "request-1" in body["detail"]


def test_a_refusal_is_noted_with_who_what_why_and_from_where(gate: Gate) -> None:
    answered(WISH, request(VIEWER), name="mine")
    assert gate.noted == [
        Refused(
            tenant_id("acme"), "ola", "POST /wishes/{name}", "Forbidden", "request-1", "192.0.2.1", "test/1"
        )
    ]
    answered(WISH, request(SELLER, '{"wat": "tea"}'), name="mine")
    assert len(gate.noted) == 1


RATE = Rate(per_minute=20, burst=10)


def test_a_caller_within_the_limits_is_told_what_is_left(gate: Gate) -> None:
    gate.decisions = {"manage": Decision(allowed=True, rate=RATE, remaining=4, reset_s=18, retry_after_s=0)}
    response = serve(WISH, request(SELLER, '{"what": "tea"}'), {"name": "mine"})
    assert response.status_code == 201
    assert gate.asked == [("acme", "ola", LimitClass.READ)]
    assert response.headers["RateLimit"] == '"manage";r=4;t=18'
    assert response.headers["RateLimit-Policy"] == '"manage";q=10;w=30'
    again = serve(
        Endpoint("GET", "/x", lambda: Granted(tenant="", subject="", what="", name=""), None, Granted),
        request(None),
        {},
    )
    assert "RateLimit" not in again.headers


def test_a_caller_over_the_limits_is_refused_before_the_body_is_read(gate: Gate) -> None:
    gate.decisions = {"manage": Decision(allowed=False, rate=RATE, remaining=0, reset_s=30, retry_after_s=3)}
    response = serve(WISH, request(SELLER, "not JSON"), {"name": "mine"})
    assert (response.status_code, response.body["type"]) == (429, "urn:quarterdeck:TooMany")
    assert response.headers["Retry-After"] == "3"
    assert response.headers["RateLimit"] == '"manage";r=0;t=30'
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [each.reason for each in gate.noted] == ["TooMany"]


def test_a_locked_door_is_told_of_with_the_time_that_it_takes(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StillClock()
    monkeypatch.setattr(serving, "CLOCK", clock)
    locked = {"locked_until": str(int(clock.now().timestamp()) + 90)}
    response = serve(WISH, request(locked, '{"what": "tea"}'), {"name": "mine"})
    assert (response.status_code, response.headers["Retry-After"]) == (429, "90")
    assert (gate.asked, gate.noted) == ([], [])
    clock.move(200)
    assert serve(WISH, request(locked), {"name": "mine"}).headers["Retry-After"] == "1"


def test_a_body_that_is_too_long_or_tricky_is_refused() -> None:
    long = json.dumps({"what": "x" * 100_000})
    assert answered(WISH, request(SELLER, long), name="mine")[0] == 413
    status, body = answered(WISH, request(SELLER, '{"what": "tea", "what": "no"}'), name="mine")
    assert (status, body["field"]) == (400, "body")


def test_a_body_that_breaks_its_model_is_told_where() -> None:
    status, body = answered(WISH, request(SELLER, '{"wat": "tea"}'), name="mine")
    assert status == 400
    assert {each["field"] for each in body["errors"]} == {"what", "wat"}


def test_a_body_of_another_kind_is_told_so_in_the_words_of_json() -> None:
    status, body = answered(WISH, request(SELLER, '["tea"]'), name="mine")
    assert (status, body["detail"]) == (400, "body: Input should be an object")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": ["0"]}, "limit"),
        ({"limit": ["x"]}, "limit"),
        ({"limit": ["101"]}, "limit"),
        ({"page": ["2"]}, "page"),
    ],
)
def test_a_query_that_breaks_its_model_is_told_where(query: dict[str, list[str]], field: str) -> None:
    def listed(call: Call, page: Page) -> Granted:
        raise NotFound(f"{call.caller.subject} asked for {page.limit}")

    endpoint = Endpoint("GET", "/x", listed, Permission.PROFILE, Granted, query=Page)
    status, body = answered(endpoint, request(SELLER, query=query))
    assert (status, [each["field"] for each in body["errors"]]) == (400, [field])
    assert answered(endpoint, request(SELLER))[1]["detail"] == "ola asked for 20"


def test_an_error_of_the_use_case_keeps_its_status() -> None:
    def missing(call: Call) -> Granted:
        raise NotFound(f"{call.caller.subject} has none")

    status, body = answered(Endpoint("GET", "/x", missing, Permission.PROFILE, Granted), request(SELLER))
    assert (status, body["detail"]) == (404, "ola has none")


def test_a_key_without_the_permission_is_refused_whatever_its_owners_role() -> None:
    scoped = SELLER | {"door": "key", "permissions": "meetings:read profile:own"}
    status, body = answered(WISH, request(scoped, '{"what": "tea"}'), name="mine")
    assert (status, body["detail"]) == (403, "your API key is not allowed meetings:add: ask an admin for it")


def test_what_is_open_is_health_coming_in_and_the_receipt_of_who_is_gone() -> None:
    assert {each.path for each in ENDPOINTS if each.may is None} == {
        "/health",
        "/v1/openapi.json",
        "/auth/login",
        "/auth/callback",
        "/v1/signup",
        "/v1/signup/verify",
        "/v1/invitations/accept",
        "/v1/receipts",
    }


def test_a_higher_role_may_all_that_a_lower_may() -> None:
    ladder = [Role.VIEWER, Role.SUPPORT, Role.SELLER, Role.ADMIN, Role.OWNER]
    for lower, higher in pairwise(ladder):
        assert permissions_of(lower) < permissions_of(higher)
    assert permissions_of(Role.OWNER) == set(Permission)
