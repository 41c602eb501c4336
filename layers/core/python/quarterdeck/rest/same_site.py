"""Requests that change something, by a cookie: only from our own pages, each with its session's token.

A browser adds a cookie by itself, so a cookie alone tells nothing of who wants the change. Keys and bearer tokens
are added by nobody but their holders.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.digests import is_same
from quarterdeck.kernel.errors import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADER = "X-CSRF-Token"


def check_unforged(method: str, headers: Mapping[str, str], access: Access, origin: str) -> None:
    """Let through what no other site can have made.

    Raises:
        Forbidden: the session's request would change something, and lacks the origin or the token of our pages.
    """
    if access.door is not Door.SESSION or method in SAFE:
        return
    check_own_page(headers, origin)
    if not access.csrf or not is_same(headers.get(HEADER) or "", access.csrf):
        raise Forbidden(f"the header {HEADER} is missing or not this session's: get it at /auth/csrf")


def check_own_page(headers: Mapping[str, str], origin: str) -> None:
    """Let through what a page of the origin sent.

    Raises:
        Forbidden: it came from elsewhere, or does not say where from.
    """
    sent = headers.get("Origin") or _origin_of(headers.get("Referer") or "")
    if sent != origin or (headers.get("Sec-Fetch-Site") or "same-origin") != "same-origin":
        raise Forbidden(f"this request must come from a page of {origin}")


def _origin_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
