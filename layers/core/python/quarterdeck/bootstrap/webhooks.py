"""Webhooks: the door, what it hands on, and the endpoints that people manage."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK, objects, once
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.connectors.webhooks.door import Door
    from quarterdeck.contexts.connectors.webhooks.endpoints import Endpoints


@cache
def door() -> Door:
    from quarterdeck.contexts.connectors.webhooks.door import Door
    from quarterdeck.contexts.connectors.webhooks.vault import Vault
    from quarterdeck.platform.queues import SqsQueue

    return Door(Vault(), once(), objects(), SqsQueue(setting("WEBHOOK_QUEUE_URL")), CLOCK)


@cache
def endpoints() -> Endpoints:
    from quarterdeck.contexts.connectors.webhooks.endpoints import Endpoints
    from quarterdeck.contexts.connectors.webhooks.vault import Vault

    return Endpoints(Vault(), CLOCK, setting("PUBLIC_URL"))
