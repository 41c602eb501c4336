"""Tells whether a request comes from Slack: https://docs.slack.dev/authentication/verifying-requests-from-slack."""

import re
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from quarterdeck.kernel.errors import MissingSetting, Unauthenticated
from quarterdeck.platform.slack import sdk_signature

MAX_AGE = 300
MAX_AHEAD = 60
"""Seconds: how old a request may be, and by how much Slack's clock may run ahead of ours."""

_SDK = sdk_signature.load()
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def verify(secret: str, headers: Mapping[str, str], raw_body: bytes, now: datetime) -> None:
    """Accept a request that the signing secret's owner signed within the last five minutes.

    ``raw_body`` must be the very bytes received; header names match in any case.

    Raises:
        Unauthenticated: a header is missing or malformed, the time is off, or the signature is another's.
        MissingSetting: the signing secret is empty.
    """
    if not secret.strip():
        raise MissingSetting("the Slack signing secret is empty")
    timestamp = _header(headers, "x-slack-request-timestamp", _TIMESTAMP)
    signature = _header(headers, "x-slack-signature", _SIGNATURE)
    seconds = now.timestamp()
    if not -MAX_AHEAD <= seconds - int(timestamp) <= MAX_AGE:
        raise Unauthenticated("the Slack request is too old, or from the future: it may be a replay")
    if not _SDK.SignatureVerifier(secret, _Standing(seconds)).is_valid(_text(raw_body), timestamp, signature):
        raise Unauthenticated("the Slack signature does not match the request")


def _header(headers: Mapping[str, str], name: str, shape: re.Pattern[str]) -> str:
    """Return the header if it has the shape: the SDK raises on anything but plain ASCII."""
    value = next((value for key, value in headers.items() if key.lower() == name), "")
    if not shape.fullmatch(value):
        raise Unauthenticated(f"the header {name} is missing or malformed")
    return value


def _text(raw_body: bytes) -> str:
    try:
        return raw_body.decode()
    except UnicodeDecodeError:
        raise Unauthenticated("the Slack request is not UTF-8, as all of Slack's are") from None


class _Standing(Struct, frozen=True):
    """A clock for the SDK that shows the caller's time."""

    seconds: float

    def now(self) -> float:
        return self.seconds
