"""Erasures: how they begin, and how they end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.operations.protection.erasing import Finishing
    from quarterdeck.contexts.operations.protection.service import Erasures

SWEPT = (
    "meetings",
    "knowledge",
    "assistant",
    "streams",
    "connectors",
    "cache",
    "llm",
    "limits",
    "idempotency",
    "onetime",
    "origins",
    "outbox",
)
"""The tables of which a tenant's rows all go, whatever they are."""

NAMES = {
    Kind.MEETING: ("files", "search index", "reply cache", "run records", "meetings"),
    Kind.PERSON: (
        "access",
        "others' tapes",
        "others' examples",
        "run records",
        "archives",
        "ratings",
        "cache",
        "idempotency",
        "limits",
        "origins",
        "membership",
    ),
    Kind.TENANT: (
        "access",
        "executions",
        "secrets",
        "objects",
        "search index",
        *SWEPT,
        "operations",
        "identity",
    ),
}
"""The stores of each kind by their names on the receipt, in order.

What ends access goes first. The row goes last: while it is there, an erasure that broke off can be asked for again.
"""


@cache
def erasures() -> Erasures:
    from quarterdeck.contexts.operations.protection.machine import ErasureMachine
    from quarterdeck.contexts.operations.protection.service import Erasures

    settles = int(setting("ERASURE_SETTLES"))
    waits = dict.fromkeys(Kind, settles) | {Kind.TENANT: int(setting("ERASURE_SETTLES_UPLOADS"))}
    return Erasures(ErasureMachine(setting("ERASURE_MACHINE_ARN"), waits), NAMES, CLOCK)


@cache
def finishing() -> Finishing:
    from quarterdeck.contexts.operations.protection.erasing import Finishing

    return Finishing(CLOCK)
