"""Airtable's webhook notifications: whose they are, and that they are Airtable's. Light imports only.

https://airtable.com/developers/web/api/webhooks-overview#webhook-notification-delivery
"""

import hashlib
import hmac
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.kernel.errors import InvalidInput, Unauthenticated

HEADER = "x-airtable-content-mac"


@dataclass(frozen=True, slots=True)
class Notification:
    """Something changed in the base; what did, the webhook's payloads say."""

    base: str
    webhook: str


def verify(headers: Mapping[str, str], raw_body: bytes, mac_secret_base64: str) -> None:
    """Check that the body was signed with the webhook's secret.

    Raises:
        Unauthenticated: it was not.
    """
    given = next((value for name, value in headers.items() if name.lower() == HEADER), "")
    digest = hmac.new(b64decode(mac_secret_base64), raw_body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(given.encode(), f"hmac-sha256={digest}".encode()):
        raise Unauthenticated("the notification's X-Airtable-Content-MAC is missing or wrong")


def parse(raw_body: bytes) -> Notification:
    """Return what the notification is about.

    Raises:
        InvalidInput: it isn't one.
    """
    try:
        body = json.loads(raw_body)
        return Notification(str(body["base"]["id"]), str(body["webhook"]["id"]))
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidInput("the body is no notification of an Airtable webhook") from error
