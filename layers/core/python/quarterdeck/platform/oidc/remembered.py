"""What a provider publishes, kept for as long as it may be, and asked for again no more often than is civil."""

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.observability import logger

Value = TypeVar("Value")

FRESH_SECONDS = 600
"""A key that its issuer withdraws is no longer good after this time."""
STALE_SECONDS = 24 * 3600
"""While the issuer is down, what it said last stays good for so long."""
PAUSE_SECONDS = 30
"""Between two attempts, whatever is asked for meanwhile: unknown keys cost the issuer, and us, nothing."""


class Remembered(Struct, Generic[Value]):
    """One document of a provider, in this process."""

    fetch: Callable[[], Value]
    clock: Clock
    _value: Value | None = None
    _fetched: float = float("-inf")
    _tried: float = float("-inf")

    def get(self, *, is_missed: Callable[[Value], bool] = lambda _: False) -> Value:
        """Return the document; an old one, or one in which something ``is_missed``, is fetched again if it is time.

        Raises:
            Unavailable: it can't be had, and what was known is too old.
        """
        now = self.clock.now().timestamp()
        known = self._value if now - self._fetched < STALE_SECONDS else None
        is_good = known is not None and now - self._fetched < FRESH_SECONDS and not is_missed(known)
        if not is_good and now - self._tried >= PAUSE_SECONDS:
            fetched = self._fetch_again(now)
            known = known if fetched is None else fetched
        if known is None:
            raise Unavailable("the identity provider does not answer: try again")
        return known

    def _fetch_again(self, now: float) -> Value | None:
        self._tried = now
        try:
            self._value, self._fetched = self.fetch(), now
        except Unavailable as error:
            logger.warning("identity provider", extra={"reason": error.detail})
            return None
        return self._value
