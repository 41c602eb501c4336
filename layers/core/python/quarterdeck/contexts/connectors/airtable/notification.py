"""Airtable's webhook notifications: what they are about. The door of webhooks checks that they are Airtable's.

https://airtable.com/developers/web/api/webhooks-overview#webhook-notification-delivery
"""

import json

from msgspec import Struct

from quarterdeck.kernel.errors import InvalidInput


class Notification(Struct, frozen=True):
    """Something changed in the base; what did, the webhook's payloads say."""

    base: str
    webhook: str


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
