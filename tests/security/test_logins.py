"""Attacks on the way in by a browser: nobody is led elsewhere, comes back twice, or gets another's session."""

import base64
import hashlib
import re

import pytest

from infra.local.cloud import Cloud
from tests.security.browser import LOGIN, SESSION, Browser, brought_back, cookie


def test_the_way_back_shows_a_page_that_runs_one_script_and_repeats_nothing(browser: Browser) -> None:
    answer = browser.http.get(
        "/auth/callback", params={"code": "<script>alert(1)</script>", "state": "x", "error": "x"}
    )
    (script,) = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"script-src 'sha256-{hashed}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "alert(1)" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "wished", ["https://attacker.example", "//attacker.example", "/\\attacker.example", "javascript:x"]
)
def test_a_login_leads_nowhere_else(browser: Browser, wished: str) -> None:
    answer = browser.http.get("/auth/login", params={"next": wished})
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_a_login_leads_to_the_page_that_was_wanted(browser: Browser, cloud: Cloud, person: str) -> None:  # noqa: ARG001
    secret, url = browser.begin("/meetings?x=1")
    assert browser.come_back(secret, brought_back(url)).json()["next"] == f"{cloud.url}/meetings?x=1"


def test_a_return_counts_once(browser: Browser, person: str) -> None:  # noqa: ARG001
    secret, url = browser.begin()
    query = brought_back(url)
    assert browser.come_back(secret, query).status_code == 200
    again = browser.come_back(secret, query)
    assert again.status_code == 401
    assert "Set-Cookie" not in again.headers


def test_a_return_in_another_browser_is_refused(browser: Browser, person: str) -> None:  # noqa: ARG001
    _, attackers = browser.begin()
    victims, _ = browser.begin()
    assert browser.come_back(victims, brought_back(attackers)).status_code == 401


def test_a_return_that_another_site_posts_is_refused(browser: Browser, person: str) -> None:  # noqa: ARG001
    secret, url = browser.begin()
    for headers in ({"Origin": "https://attacker.example"}, {}):
        answer = browser.http.post(
            "/auth/callback", json=brought_back(url), headers={"Cookie": f"{LOGIN}={secret}"} | headers
        )
        assert answer.status_code == 403


def test_a_planted_session_is_replaced_and_ended_by_the_login(browser: Browser, session: str) -> None:
    """Session fixation: the attacker's session in the victim's browser."""
    secret, url = browser.begin()
    answer = browser.come_back(secret, brought_back(url), **{SESSION: session})
    fresh = cookie(answer, SESSION)
    assert fresh != session
    assert browser.ask("GET", "/v1/me", {SESSION: session}).status_code == 401
    assert browser.ask("GET", "/v1/me", {SESSION: fresh}).status_code == 200
