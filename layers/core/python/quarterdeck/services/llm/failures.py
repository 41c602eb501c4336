"""What an HTTP status says of a provider, alike for all protocols."""

import re

from quarterdeck.services.llm.model import Outcome
from quarterdeck.services.llm.provider import ProviderFailed

_PASSING = {408, 429}
_ANYONES = {401, 403, 404} | _PASSING
_SERVER_ERROR = 500
_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")


def rejected(status: int, retry_after: str = "") -> ProviderFailed:
    """Return the failure that an error status is.

    A rate limit, a time-out and a server error may pass; with those, a wrong key or an unknown model would meet any
    other call as well.
    """
    server = status >= _SERVER_ERROR
    return ProviderFailed(
        Outcome.REJECTED,
        f"status {status}",
        ill=server or status in _ANYONES,
        transient=server or status in _PASSING,
        retry_after=float(retry_after) if _SECONDS.fullmatch(retry_after) else None,
    )


def unreachable() -> ProviderFailed:
    """Return the failure to connect."""
    return ProviderFailed(Outcome.UNREACHABLE, "no connection", transient=True)


def cut_off() -> ProviderFailed:
    """Return the failure of a connection that broke; the provider may have worked, and bill it."""
    return ProviderFailed(Outcome.CUT_OFF, "the connection broke", transient=True)


def late(seconds: float) -> ProviderFailed:
    """Return the failure to answer in time."""
    return ProviderFailed(Outcome.TIMEOUT, f"no reply within {seconds:.1f} s")


def malformed(what: str) -> ProviderFailed:
    """Return the failure to speak the protocol."""
    return ProviderFailed(Outcome.MALFORMED, f"not {what}")


def clean_key(api_key: str) -> str:
    """Return the key as a header can hold it.

    Raises:
        ProviderFailed: it holds characters that no header can.
    """
    key = api_key.strip()
    if not key.isascii():
        raise ProviderFailed(Outcome.REJECTED, "a key with characters that no header can hold")
    return key
