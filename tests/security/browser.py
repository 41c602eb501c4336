"""A browser at our doors, which keeps cookies as the tests will have it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx

SESSION = "__Host-qd_session"
LOGIN = "__Host-qd_login"


@dataclass(frozen=True)
class Browser:
    """A client with cookies of its own making, as it is of no use to us that it keeps the rules."""

    http: httpx.Client
    origin: str

    def ask(self, method: str, path: str, cookies: dict[str, str], **headers: str) -> httpx.Response:
        pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.http.request(method, path, headers={"Cookie": pairs} | headers)

    def begin(self, wished: str = "/") -> tuple[str, str]:
        """Return the secret of a new login, and where it leads."""
        answer = self.http.get("/auth/login", params={"next": wished})
        assert answer.status_code == 302
        return cookie(answer, LOGIN), answer.headers["Location"]

    def come_back(self, secret: str, query: dict[str, str], **cookies: str) -> httpx.Response:
        pairs = "; ".join(f"{name}={value}" for name, value in ({LOGIN: secret} | cookies).items())
        return self.http.post("/auth/callback", json=query, headers={"Cookie": pairs, "Origin": self.origin})


def cookie(answer: httpx.Response, name: str) -> str:
    (found,) = [each for each in answer.headers.get_list("Set-Cookie") if each.startswith(f"{name}=")]
    assert re.fullmatch(rf"{name}=[\w-]+; Max-Age=\d+; Path=/; HttpOnly; Secure; SameSite=Strict", found)
    return found.partition("=")[2].partition(";")[0]


def brought_back(url: str) -> dict[str, str]:
    answer = httpx.get(url, trust_env=False)
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {"state": query["state"][0], "code": query["code"][0]}


def csrf(browser: Browser, session: str) -> str:
    return str(browser.ask("GET", "/auth/csrf", {SESSION: session}).json()["csrf_token"])


def unforged(browser: Browser, session: str) -> dict[str, str]:
    return {"Origin": browser.origin, "X-CSRF-Token": csrf(browser, session)}
