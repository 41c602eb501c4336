"""Which API to talk to, with which key: from the options, the environment, or what `make run` wrote."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from cli.errors import Misuse

CLOUD_FILE = Path(__file__).resolve().parents[1] / ".local" / "cloud.json"
"""Written by `make run`: {"url": ..., "api_key": ...}."""

REMEDY = "run make run, or give both --url and --api-key (QUARTERDECK_URL and QUARTERDECK_API_KEY)"


@dataclass(frozen=True, slots=True)
class Connection:
    """The API's root URL and its key; ``source`` tells where they are from."""

    url: str
    api_key: str = field(repr=False)
    source: str


def connection(url: str | None, api_key: str | None) -> Connection:
    """Return the connection that was given, or else the local cloud's.

    The local key never goes to another URL: whoever gives one of the two gives both.

    Raises:
        Misuse: a part is missing or isn't what it should be.
    """
    if url and api_key:
        return _checked(url, api_key, "options or environment")
    if url or api_key:
        given, missing = ("URL", "API key") if url else ("API key", "URL")
        raise Misuse(f"No {missing}", f"the {given} is given without it: {REMEDY}")
    return _from_file()


def public_connection(url: str | None) -> Connection:
    """Return the connection of who has no key yet; it does for the ways in alone.

    Raises:
        Misuse: no URL is given and there is no local cloud, or it is no URL.
    """
    return _checked(url, "none", "options or environment") if url else _from_file()


def _from_file() -> Connection:
    name = f"{CLOUD_FILE.parent.name}/{CLOUD_FILE.name}"
    try:
        written = json.loads(CLOUD_FILE.read_text())
        url, api_key = str(written["url"]), str(written["api_key"])
    except FileNotFoundError as error:
        raise Misuse("No API to talk to", f"there is no {name}: {REMEDY}") from error
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise Misuse("Unreadable settings", f"{name} has no url and api_key: {REMEDY}") from error
    return _checked(url, api_key, name)


def _checked(url: str, api_key: str, source: str) -> Connection:
    if not _is_url(url.strip()):
        raise Misuse(
            "Not a URL", "the API's URL must look like https://host/path or http://127.0.0.1:4566/path"
        )
    if not re.fullmatch(r"[!-~]+", api_key.strip()):
        raise Misuse("Not an API key", "it must be one word of plain characters, as it was issued")
    return Connection(url.strip().rstrip("/"), api_key.strip(), source)


def _is_url(text: str) -> bool:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return (
        url.scheme in {"http", "https"} and bool(url.host) and not (url.userinfo or url.query or url.fragment)
    )
