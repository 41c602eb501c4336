"""Web sockets: tickets for them, what clients say there, and the events that they hear."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.limits import limiter
from quarterdeck.bootstrap.shared import CLOCK, once
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.assistant.streaming.door import SocketDoor
    from quarterdeck.contexts.assistant.streaming.following import Following
    from quarterdeck.contexts.identity.tickets import Holder, Tickets
    from quarterdeck.platform.sockets import ApiGatewayOutlet


@cache
def tickets() -> Tickets:
    from quarterdeck.contexts.identity.tickets import Tickets

    return Tickets(CLOCK)


@cache
def socket_door() -> SocketDoor:
    from quarterdeck.contexts.assistant.machine import AnswerMachine
    from quarterdeck.contexts.assistant.streaming.door import SocketDoor
    from quarterdeck.contexts.assistant.streaming.following import Slots
    from quarterdeck.contexts.assistant.streaming.functions import FollowerFunction
    from quarterdeck.kernel.ids import UlidIds

    return SocketDoor(
        machine=AnswerMachine(setting("ANSWER_MACHINE_ARN")),
        follower=FollowerFunction(setting("FOLLOWER")),
        slots=Slots(CLOCK),
        renew=_renew,
        cut=_outlet().close,
        admit=_admit,
        once=once(),
        clock=CLOCK,
        ids=UlidIds(),
    )


def _renew(holder: Holder) -> Holder:
    """Look again who may still come in, and for what."""
    from quarterdeck.contexts.identity.lasting import renewed

    return renewed(holder, CLOCK.now())


def _admit(holder: Holder) -> None:
    """Count a question against the limits of those over HTTP."""
    from quarterdeck.platform.limits.limiter import refused
    from quarterdeck.platform.limits.policy import LimitClass

    if too_many := refused(limiter().admit(holder.tenant, holder.subject, LimitClass.ASK)):
        raise too_many


@cache
def following() -> Following:
    from quarterdeck.contexts.assistant.streaming.following import Following

    return Following(_outlet(), CLOCK, time.sleep)


def _outlet() -> ApiGatewayOutlet:
    from quarterdeck.platform.sockets import ApiGatewayOutlet

    return ApiGatewayOutlet(setting("SOCKET_MANAGEMENT_URL"))
