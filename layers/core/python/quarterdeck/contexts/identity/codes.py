"""One-time codes that go by mail."""

from datetime import timedelta

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform.onetime import OneTime

SIGNUP = "signup"
INVITATION = "invitation"
_LIFETIMES = {SIGNUP: timedelta(hours=1), INVITATION: timedelta(days=7)}


def codes(purpose: str, clock: Clock) -> OneTime:
    """Return the codes of signups, or those of invitations."""
    return OneTime(purpose, _LIFETIMES[purpose], clock)


def not_valid(purpose: str) -> NotFound:
    """Return the answer to a code that opens nothing any more, in the words of one that never did."""
    return NotFound(f"this {purpose} is not valid (any more): ask for a new one")
