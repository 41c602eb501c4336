"""Attacks on sessions: one that has ended opens nothing, and a cookie alone changes nothing."""

from itertools import product

import pytest

from tests.security.browser import SESSION, Browser, csrf, unforged
from tests.support.sockets import opened, receive, send, until_closed


def test_a_session_opens_what_its_person_may(browser: Browser, session: str, person: str) -> None:
    assert browser.ask("GET", "/v1/me", {SESSION: session}).json()["subject"] == person


def test_a_stolen_session_is_worth_nothing_after_the_logout(browser: Browser, session: str) -> None:
    headers = unforged(browser, session)
    answer = browser.ask("POST", "/auth/logout", {SESSION: session}, **headers)
    assert answer.status_code == 200
    assert f"{SESSION}=; Max-Age=0" in answer.headers["Set-Cookie"]
    assert browser.ask("GET", "/v1/me", {SESSION: session}).status_code == 401
    assert browser.ask("POST", "/auth/logout", {SESSION: session}, **headers).status_code == 401


def test_a_socket_is_cut_off_once_its_session_has_ended(browser: Browser, session: str) -> None:
    headers = unforged(browser, session)
    made = browser.ask("POST", "/v1/tickets", {SESSION: session}, **headers)
    assert made.status_code == 201, made.text
    with opened(made.json()) as socket:
        send(socket, action="resume", id="r", run_id="run_none", after=0)
        assert receive(socket)["problem"]["status"] == 404
        assert browser.ask("POST", "/auth/logout", {SESSION: session}, **headers).status_code == 200
        send(socket, action="resume", id="r", run_id="run_none", after=0)
        assert {frame["problem"]["status"] for frame in until_closed(socket)} <= {401}


def test_all_sessions_end_at_once(browser: Browser, session: str) -> None:
    listed = browser.ask("GET", "/v1/sessions", {SESSION: session}).json()["sessions"]
    assert [each["current"] for each in listed].count(True) == 1
    answer = browser.ask("DELETE", "/v1/sessions", {SESSION: session}, **unforged(browser, session))
    assert answer.json()["ended"] >= len(listed)
    assert browser.ask("GET", "/v1/sessions", {SESSION: session}).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/v1/me"), ("POST", "/v1/keys"), ("DELETE", "/v1/sessions")]
)
@pytest.mark.parametrize(
    ("origin", "token"),
    [
        each
        for each in product(("ours", "theirs", "none"), ("ours", "another", "none"))
        if each != ("ours", "ours")
    ],
)
def test_a_cookie_alone_changes_nothing(
    browser: Browser, session: str, method: str, path: str, origin: str, token: str
) -> None:
    headers = {
        "ours": {"Origin": browser.origin},
        "theirs": {"Origin": "https://attacker.example"},
        "none": {},
    }[origin] | {
        "ours": {"X-CSRF-Token": csrf(browser, session)},
        "another": {"X-CSRF-Token": "0" * 64},
        "none": {},
    }[token]
    answer = browser.ask(method, path, {SESSION: session}, **headers)
    assert answer.status_code == 403, answer.text
    assert browser.ask("GET", "/v1/me", {SESSION: session}).status_code == 200


def test_our_own_page_may_change_what_its_person_may(browser: Browser, session: str) -> None:
    answer = browser.http.put(
        "/v1/me",
        json={"timezone": "Europe/Berlin"},
        headers={"Cookie": f"{SESSION}={session}"} | unforged(browser, session),
    )
    assert answer.json()["timezone"] == "Europe/Berlin"
