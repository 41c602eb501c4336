"""What verifiers share: headers read strictly, times compared, signatures compared in constant time."""

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime

from quarterdeck.contexts.connectors.webhooks.model import Request
from quarterdeck.kernel.errors import Unauthenticated

MAX_AGE = 300
MAX_AHEAD = 60
"""Seconds: how old a signed time may be, and by how much a vendor's clock may run ahead of ours."""

SECONDS = re.compile(r"[0-9]{1,12}")


def header(request: Request, name: str, shape: re.Pattern[str] | None = None) -> str:
    """Return the header, which must be there and have the shape.

    Raises:
        Unauthenticated: it isn't, or doesn't.
    """
    value = request.headers.get(name, "")
    if not value or (shape and not shape.fullmatch(value)):
        raise Unauthenticated(f"the header {name} is missing or malformed")
    return value


def check_age(stamped: float, now: datetime) -> None:
    """Accept a time, in seconds since 1970, of the last five minutes.

    Raises:
        Unauthenticated: it is older, or from the future.
    """
    if not -MAX_AHEAD <= now.timestamp() - stamped <= MAX_AGE:
        raise Unauthenticated("the request is too old, or from the future: it may be a replay")


def check_match(given: Iterable[str], expected: Iterable[str]) -> None:
    """Accept a request of which any signature is one of those expected; all are compared, each in constant time.

    Raises:
        Unauthenticated: none is.
    """
    wanted = [each.encode() for each in expected]
    found = [hmac.compare_digest(each.encode(errors="replace"), one) for each in given for one in wanted]
    if not any(found):
        raise Unauthenticated("the signature does not match the request")


def hmac_hex(secret: str, message: bytes) -> str:
    """Return the HMAC-SHA256 in lower-case hex."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def hmac_base64(secret: str | bytes, message: bytes) -> str:
    """Return the HMAC-SHA256 in base64."""
    key = secret.encode() if isinstance(secret, str) else secret
    return b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()
