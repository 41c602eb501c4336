"""The trail as JSON: an entry is the object that was hashed, with its hash beside it."""

from typing import Any

from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.platform.audit.anchors import Anchor
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.model import Origin


def sealed_view(sealed: Sealed) -> dict[str, Any]:
    return {"entry": dict(sealed.body), "hash": sealed.hash}


def sealed_of(view: dict[str, Any]) -> Sealed:
    """Return the entry that ``sealed_view`` showed."""
    return Sealed(view["entry"], view["hash"])


def entry_view(sealed: Sealed, origin: Origin | None) -> dict[str, Any]:
    """Return the entry with where it came from, as far as that is kept."""
    came = {"ip": origin.ip, "user_agent": origin.agent} if origin else None
    return {**sealed.body, "hash": sealed.hash, "from": came}


def anchor_view(anchor: Anchor) -> dict[str, Any]:
    view: dict[str, Any] = dump(Anchor, anchor)
    return view


def anchor_of(view: dict[str, Any]) -> Anchor:
    """Return the anchor that ``anchor_view`` showed."""
    anchor: Anchor = load(Anchor, view)
    return anchor


def lane_number(text: str) -> int:
    """Return the lane that a path names.

    Raises:
        InvalidInput: there is no such lane.
    """
    if not text.isascii() or not text.isdigit() or int(text) >= LANES:
        raise InvalidInput(f"lane must be a whole number from 0 to {LANES - 1}", field="lane")
    return int(text)


def count_of(text: str, field: str) -> int:
    """Return the number of an entry or an anchor.

    Raises:
        InvalidInput: it is no such number.
    """
    if not text.isascii() or not text.isdigit() or len(text) > 12:  # noqa: PLR2004 - as wide as sort keys are
        raise InvalidInput(f"{field} must be a whole number", field=field)
    return int(text)
