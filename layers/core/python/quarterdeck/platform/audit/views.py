"""The trail as callers see it: entries in a list, and the objects that were hashed for whoever verifies them."""

from typing import Any

from pydantic import Field

from quarterdeck.kernel.codec import load
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.audit.anchors import Anchor
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.model import Origin
from quarterdeck.platform.http import View


class OriginView(View):
    """Where a request came from."""

    ip: str
    user_agent: str


class EntryView(View):
    """Who did what, when, through which channel, with what result; ``came_from`` as long as it is kept."""

    id: str
    at: str = Field(json_schema_extra={"format": "date-time"})
    tenant: str
    lane: int
    seq: int
    prev: str
    hash: str
    v: int
    subject: str
    channel: str
    origin: str
    correlation_id: str
    action: str
    target: str
    result: str
    reason: str
    run_id: str
    count: int
    details: dict[str, str | int]
    came_from: OriginView | None


class EntriesPage(View):
    """Entries, latest first; ``before`` asks for the page after this one, and is null at the end."""

    audit: list[EntryView]
    before: str | None


class SealedView(View):
    """The object that was hashed, with its hash."""

    entry: dict[str, Any]
    hash: str


class LaneView(View):
    """Entries of a lane, oldest first; ``after`` asks for those that follow, and is null at the end."""

    entries: list[SealedView]
    after: int | None


class AnchorsPage(View):
    """Anchors, newest first, and the public key that they are signed for (base64 of its DER)."""

    tenant: str
    anchors: list[Anchor]
    before: int | None
    public_key: str


def entry_view(sealed: Sealed, origin: Origin | None) -> EntryView:
    came = OriginView(ip=origin.ip, user_agent=origin.agent) if origin else None
    return EntryView(**sealed.body, hash=sealed.hash, came_from=came)


def sealed_view(sealed: Sealed) -> SealedView:
    return SealedView(entry=dict(sealed.body), hash=sealed.hash)


def sealed_of(view: dict[str, Any]) -> Sealed:
    """Return the entry that ``sealed_view`` showed."""
    return Sealed(view["entry"], view["hash"])


def anchor_of(view: dict[str, Any]) -> Anchor:
    """Return the anchor that a page showed."""
    anchor: Anchor = load(Anchor, view)
    return anchor


def lane_number(text: str) -> int:
    """Return the lane that a path names.

    Raises:
        InvalidInput: there is no such lane.
    """
    if not text.isascii() or not text.isdigit() or int(text[:4]) >= LANES:
        raise InvalidInput(f"lane must be a whole number from 0 to {LANES - 1}", field="lane")
    return int(text)
