"""Routes that are open to everybody take so many requests from one address, and keep no other waiting."""

from typing import Any
from uuid import uuid4

import pytest
from chalice.app import Request

from quarterdeck.kernel.ids import UlidIds
from quarterdeck.platform.audit.model import INSTALLATION, Origin
from quarterdeck.platform.audit.origins import Origins, find
from quarterdeck.platform.audit.reading import newest
from quarterdeck.platform.audit.refusals import Refusals
from quarterdeck.platform.limits.bucket import Buckets
from quarterdeck.platform.limits.limiter import Limiter
from quarterdeck.platform.limits.policy import LimitClass, policy
from quarterdeck.rest import serving
from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.endpoints import ENDPOINTS
from quarterdeck.rest.serving import serve
from tests.support.clocks import StillClock
from tests.support.proxied import proxied

OPEN = {f"{each.method} {each.path}": each for each in ENDPOINTS if each.may is None}
FLOODED = {
    "POST /v1/signup": 5,
    "POST /v1/signup/verify": 5,
    "POST /v1/invitations/accept": 5,
    "GET /auth/login": 10,
    "POST /auth/callback": 10,
    "POST /v1/receipts": 10,
}
"""How many requests an address has at once."""


@pytest.fixture(autouse=True)
def limits(buckets: Buckets, clock: StillClock, monkeypatch: pytest.MonkeyPatch) -> None:
    limiter, refusals = Limiter(buckets, policy()), Refusals(buckets, Origins(clock), clock, UlidIds())
    monkeypatch.setattr(serving, "limiter", lambda: limiter)
    monkeypatch.setattr(serving, "refusals", lambda: refusals)


def status(route: str, ip: str) -> int:
    """Return what the route answers to rubbish: 400 where it was looked at."""
    return int(answer(OPEN[route], ip)["statusCode"])


def answer(endpoint: Endpoint, ip: str) -> dict[str, Any]:
    event = proxied(
        endpoint.method,
        endpoint.path,
        "rubbish",
        query={"rubbish": ["x"]},
        requestId=uuid4().hex,
        identity={"sourceIp": ip, "userAgent": "test/1"},
    )
    answered: dict[str, Any] = serve(endpoint, Request(event), {}).to_dict()
    return answered


@pytest.mark.parametrize(("route", "most"), FLOODED.items())
def test_an_address_that_asks_too_much_waits_and_no_other(route: str, most: int, clock: StillClock) -> None:
    clock.move(3600 * (1 + list(FLOODED).index(route)))  # all share the installation's bucket
    ip = uuid4().hex
    assert [status(route, ip) for _ in range(most)] == [400] * most
    refused = answer(OPEN[route], ip)
    assert refused["statusCode"] == 429
    wait = int(refused["headers"]["Retry-After"])
    assert status(route, uuid4().hex) == 400
    clock.move(wait)
    assert [status(route, ip) for _ in range(2)] == [400, 429]


def test_the_ways_in_share_what_an_address_has(clock: StillClock) -> None:
    clock.move(36_000)
    ip = uuid4().hex
    signups = [route for route, most in FLOODED.items() if most == 5]
    assert [status(signups[number % 3], ip) for number in range(6)] == [400] * 5 + [429]
    assert status("POST /auth/callback", ip) == 400


def test_a_flood_is_in_the_installations_trail(clock: StillClock) -> None:
    clock.move(72_000)
    ip = uuid4().hex
    for _ in range(15):
        status("POST /v1/signup", ip)
    found = [sealed.body for sealed in newest(INSTALLATION, limit=100, before=None)[0]]
    mine = [each for each in found if find(INSTALLATION, each["origin"]) == Origin(ip, "test/1")]
    assert {(each["action"], each["reason"], each["count"]) for each in mine} == {
        ("POST /v1/signup", "TooMany", 1),
        ("POST /v1/signup", "TooMany", 9),
    }


def test_every_open_route_that_does_something_is_limited() -> None:
    free = {route for route, each in OPEN.items() if each.limit is LimitClass.READ}
    assert free == {"GET /health", "GET /v1/openapi.json", "GET /auth/callback"}
    assert set(FLOODED) == set(OPEN) - free
