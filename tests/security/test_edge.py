"""The outer edge over HTTP: what every answer carries, whom it lets in, and what it makes of odd requests."""

import httpx
import pytest

from infra.cdk.target import LOCAL_ORIGINS
from infra.local.cloud import Cloud
from quarterdeck.platform.edge import SECURITY

(ORIGIN,) = LOCAL_ORIGINS
PROBLEM = "application/problem+json"
STRANGERS = [
    "null",
    "*",
    "https://attacker.example",
    f"{ORIGIN}.attacker.example",
    ORIGIN.replace("http:", "https:"),
    ORIGIN.replace("3000", "3001"),
    ORIGIN.replace("127.0.0.1", "localhost"),
    ORIGIN.upper(),
    f"{ORIGIN}/",
]
ASKED = [
    ("GET", "/health", 200),
    ("GET", "/health/ready", 200),
    ("GET", "/v1/openapi.json", 200),
    ("GET", "/v1/docs", 200),
    ("GET", "/v1/docs/style.css", 200),
    ("GET", "/v1/me", 401),
    ("GET", "/v1/nothing", 404),
    ("PATCH", "/v1/me", 404),
    ("POST", "/slack/events", 401),
    ("POST", "/webhooks/unknown/nobody", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ASKED)
def test_every_answer_has_the_headers(cloud: Cloud, method: str, path: str, status: int) -> None:
    answer = httpx.request(method, cloud.url + path, timeout=60)
    assert answer.status_code == status, answer.text
    assert {name.lower() for name in SECURITY} <= set(answer.headers)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    if status >= 400:
        assert answer.headers["content-type"] == PROBLEM
        assert {"type", "title", "detail"} <= set(answer.json())


@pytest.mark.parametrize("origin", STRANGERS)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_a_page_of_a_stranger_is_told_nothing_of_it(cloud: Cloud, method: str, origin: str) -> None:
    asking = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    answer = httpx.request(method, f"{cloud.url}/health", headers=asking, timeout=60)
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_page_of_the_listed_origin_may_ask(cloud: Cloud) -> None:
    asking = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    answer = httpx.options(f"{cloud.url}/v1/questions", headers=asking, timeout=60)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "POST" in answer.headers["allow"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
def test_a_form_of_another_site_changes_nothing(cloud: Cloud, media_type: str) -> None:
    with cloud.api() as api:
        answer = api.put("/v1/me", content=b'{"name": "Eve"}', headers={"Content-Type": media_type})
        assert (answer.status_code, answer.headers["content-type"]) == (415, PROBLEM)
        assert api.get("/v1/me").json()["name"] != "Eve"


def test_head_of_a_route_is_answered_without_a_body(cloud: Cloud) -> None:
    answer = httpx.head(f"{cloud.url}/health", timeout=60)
    assert (answer.status_code, answer.content) == (404, b"")
