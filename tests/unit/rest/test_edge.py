"""Every answer has the headers, and a body that doesn't say it is JSON goes no further."""

import json
from typing import Any

import pytest

from quarterdeck.platform.edge import SECURITY
from quarterdeck.rest.app import RestApp
from tests.support.proxied import proxied

APP = RestApp()
ORIGIN = "https://app.example.com"


def asked(method: str, path: str, body: str | None = None, **headers: str) -> dict[str, Any]:
    """Return the function's answer to a request as API Gateway passes it on."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer: dict[str, Any] = APP(proxied(method, path, body, headers=sent), None)
    return answer


@pytest.fixture(autouse=True)
def _allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", ORIGIN)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health", 200),
        ("GET", "/v1/me", 500),  # no authorizer let it through: a fault of ours
        ("GET", "/v1/openapi.json", 200),
        ("PATCH", "/health", 405),
        ("OPTIONS", "/v1/questions", 204),
    ],
)
def test_answers_of_every_kind_have_them(method: str, path: str, status: int) -> None:
    answer = asked(method, path)
    assert answer["statusCode"] == status
    assert SECURITY.items() <= answer["headers"].items()


def test_nothing_inline_may_run_anywhere() -> None:
    assert "unsafe" not in SECURITY["Content-Security-Policy"]
    assert SECURITY["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/jsonp",
    ],
)
def test_a_body_that_is_not_said_to_be_json_is_415(media_type: str) -> None:
    answer = asked("POST", "/v1/questions", "{}", content_type=media_type)
    assert answer["statusCode"] == 415
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(answer["body"])["type"] == "urn:quarterdeck:Unsupported"


@pytest.mark.parametrize("media_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_goes_on(media_type: str) -> None:
    assert asked("POST", "/v1/questions", "{}", content_type=media_type)["statusCode"] != 415


def test_a_request_without_a_body_needs_no_type() -> None:
    assert asked("POST", "/v1/meetings/{meeting_id}/retry")["statusCode"] != 415


def test_a_preflight_of_a_listed_origin_is_answered() -> None:
    answer = asked("OPTIONS", "/v1/questions", origin=ORIGIN)
    assert answer["headers"]["Access-Control-Allow-Origin"] == ORIGIN
    assert answer["headers"]["Allow"] == "POST, OPTIONS"
    assert answer["body"] == ""


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize(
    "origin", ["null", f"{ORIGIN}.attacker.example", "http://app.example.com", f"{ORIGIN}:443"]
)
def test_pages_of_others_learn_nothing(method: str, origin: str) -> None:
    headers = asked(method, "/health", origin=origin)["headers"]
    assert not [name for name in headers if name.startswith("Access-Control")]
    assert headers["Vary"] == "Origin"


def test_the_page_of_the_documentation_runs_no_script_and_has_its_style_from_here() -> None:
    answer = asked("GET", "/v1/docs")
    policy = answer["headers"]["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "default-src 'none'; style-src 'self'" in policy
    assert "<script" not in answer["body"]
    assert "style=" not in answer["body"]
    assert "<style" not in answer["body"]
    sheet = asked("GET", "/v1/docs/style.css")
    assert sheet["headers"]["Content-Type"] == "text/css"
    assert "nav" in sheet["body"]
