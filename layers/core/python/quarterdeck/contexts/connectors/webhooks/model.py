"""What a webhook is: who sends it, where to, what a request holds, and what is known once it is verified."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId


class Vendor(StrEnum):
    """Whose webhooks are understood, as their addresses name them."""

    AIRTABLE = "airtable"
    DOCUSIGN = "docusign"
    DROPBOX_SIGN = "dropbox-sign"
    GITHUB = "github"
    GONG = "gong"
    HUBSPOT = "hubspot"
    SALESFORCE = "salesforce"
    SENDGRID = "sendgrid"
    SLACK = "slack"
    STANDARD = "standard-webhooks"
    STRIPE = "stripe"
    TWILIO = "twilio"
    ZENDESK = "zendesk"
    ZOOM = "zoom"


class Endpoint(Struct, frozen=True):
    """An address that was given to a vendor. ``id`` can't be guessed; ``url`` is the address as the vendor has it.

    ``secrets`` names the version of the stored secrets that holds now: None until the first one is known.
    """

    id: str
    tenant: TenantId
    vendor: Vendor
    name: str
    url: str
    created_at: datetime
    secrets: str | None = None


class Request(Struct, frozen=True):
    """A request as it came: the very bytes of its body, and header names in lower case.

    ``url`` is the registered one with the query that came, which some vendors sign.
    """

    url: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    method: str = "POST"

    def __repr__(self) -> str:
        return f"Request(method={self.method!r}, url={self.url!r})"


class Verified(Struct, frozen=True):
    """The vendor's own delivery: ``event_id`` is the same in each retry, ``kind`` is what the vendor calls it."""

    event_id: str
    kind: str = ""


class Reply(Struct, frozen=True):
    """What the vendor wants to read."""

    body: str = ""
    media_type: str = "text/plain"


class Challenge(Struct, frozen=True):
    """The vendor asks whether the address is ours: nothing has happened, and the reply is the proof."""

    reply: Reply


class Verify(Protocol):
    """A vendor's verifier."""

    def __call__(self, request: Request, secrets: Sequence[str], now: datetime) -> Verified | Challenge:
        """Return what was delivered, if any of the secrets verifies it.

        Raises:
            Unauthenticated: none does, or a header is missing or malformed, or the request is too old.
        """
        ...


class Delivery(Struct, frozen=True):
    """A verified delivery on its way to the bus. ``body`` is the key of the object that keeps its very bytes.

    ``id`` is made from the endpoint and the vendor's event id, so that each retry has the same.
    """

    id: str
    tenant: TenantId
    endpoint: str
    vendor: Vendor
    name: str
    event_id: str
    kind: str
    media_type: str
    size: int
    body: str
    received_at: datetime
    correlation_id: str
