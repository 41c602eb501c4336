"""A route is taken by those who may, its body is checked, and what goes wrong is told as problem details."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from chalice.app import Request
from pydantic import BaseModel, ConfigDict

from quarterdeck.contexts.identity.permissions import Permission, Role, permissions_of
from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform.acting import acting_tenant
from quarterdeck.platform.http import View
from quarterdeck.rest.app import ENDPOINTS
from quarterdeck.rest.endpoint import Call, Endpoint, Page
from quarterdeck.rest.serving import serve


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str


def request(
    authorizer: dict[str, str] | None, body: str = "", query: dict[str, list[str]] | None = None
) -> Request:
    return Request(
        {
            "multiValueQueryStringParameters": query,
            "headers": {"Content-Type": "application/json"},
            "pathParameters": {},
            "requestContext": {
                "httpMethod": "POST",
                "resourcePath": "/",
                "requestId": "request-1",
                "authorizer": authorizer,
            },
            "body": body,
            "stageVariables": None,
            "isBase64Encoded": False,
        }
    )


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
SELLER = {"tenant": "acme", "subject": "ola", "role": "seller"}


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
    status, body = answered(WISH, request(SELLER | {"role": "viewer"}, "not JSON"), name="mine")
    assert (status, body["type"]) == (403, "urn:quarterdeck:Forbidden")
    assert "your role, viewer, is not allowed meetings:add" in body["detail"]


@pytest.mark.parametrize(
    "context", [None, {}, {"tenant": "acme", "subject": "ola"}, SELLER | {"role": "emperor"}]
)
def test_a_request_that_no_authorizer_let_in_is_not_served(context: dict[str, str] | None) -> None:
    status, body = answered(WISH, request(context, '{"what": "tea"}'), name="mine")
    assert status == 500
    assert "request-1" in body["detail"]


def test_a_body_that_breaks_its_model_is_told_where() -> None:
    status, body = answered(WISH, request(SELLER, '{"wat": "tea"}'), name="mine")
    assert status == 400
    assert {each["field"] for each in body["errors"]} == {"what", "wat"}


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


def test_only_health_and_the_description_are_open() -> None:
    assert {each.path for each in ENDPOINTS if each.may is None} == {"/health", "/v1/openapi.json"}


def test_a_higher_role_may_all_that_a_lower_may() -> None:
    ladder = [Role.VIEWER, Role.SUPPORT, Role.SELLER, Role.ADMIN, Role.OWNER]
    for lower, higher in pairwise(ladder):
        assert permissions_of(lower) < permissions_of(higher)
    assert permissions_of(Role.OWNER) == set(Permission)
