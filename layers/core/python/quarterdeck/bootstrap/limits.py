"""The limits: what callers may ask for, the doors that failed logins lock, and the record of refusals."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.audit import origins
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.kernel.settings import optional_setting, setting

if TYPE_CHECKING:
    from quarterdeck.contexts.identity.entrance import Entrance
    from quarterdeck.platform.audit.refusals import Refusals
    from quarterdeck.platform.limits.bucket import Buckets
    from quarterdeck.platform.limits.limiter import Limiter
    from quarterdeck.platform.limits.policy import Policy


@cache
def limits() -> Policy:
    from quarterdeck.platform.limits.policy import policy

    return policy(optional_setting("LIMITS") or "")


@cache
def buckets() -> Buckets:
    from quarterdeck.platform.limits.bucket import Buckets

    return Buckets(setting("TABLE_LIMITS"), CLOCK)


@cache
def limiter() -> Limiter:
    from quarterdeck.platform.limits.limiter import Limiter

    return Limiter(buckets(), limits())


@cache
def refusals() -> Refusals:
    from quarterdeck.kernel.ids import UlidIds
    from quarterdeck.platform.audit.refusals import Refusals

    return Refusals(buckets(), origins(), CLOCK, UlidIds())


@cache
def entrance() -> Entrance:
    from quarterdeck.contexts.identity.entrance import Entrance
    from quarterdeck.platform.limits.doors import Doors

    lock = limits().lock
    return Entrance(Doors(setting("TABLE_LIMITS"), CLOCK, lock.minutes), lock, refusals())
