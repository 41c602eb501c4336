"""Erasures: the stores that each kind goes through, in order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK, objects
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.erasing import Erased

if TYPE_CHECKING:
    from quarterdeck.contexts.operations.protection.erasing import Finishing
    from quarterdeck.contexts.operations.protection.model import Go, Stores
    from quarterdeck.contexts.operations.protection.service import Erasures

NAMES = {Kind.MEETING: ("files", "search index", "reply cache", "run records", "meetings")}
"""The stores of each kind by their names on the receipt. The row goes last: while it is there, deleting goes on."""


@cache
def erasures() -> Erasures:
    from quarterdeck.contexts.operations.protection.machine import ErasureMachine
    from quarterdeck.contexts.operations.protection.service import Erasures

    machine = ErasureMachine(setting("ERASURE_MACHINE_ARN"), int(setting("ERASURE_SETTLES")))
    return Erasures(machine, NAMES, CLOCK)


@cache
def finishing() -> Finishing:
    from quarterdeck.contexts.operations.protection.erasing import Finishing

    return Finishing(CLOCK)


@cache
def stores() -> Stores:
    from quarterdeck.bootstrap.assistant import records
    from quarterdeck.bootstrap.models import reply_cache
    from quarterdeck.bootstrap.search import retriever
    from quarterdeck.contexts.assistant.redacting import Redacting
    from quarterdeck.contexts.meetings.deleting import Deleting

    deleting, redacting = Deleting(objects(), CLOCK), Redacting(objects(), records())

    def files(go: Go) -> Erased:
        return deleting.erase_files(go.tenant, go.subject)

    def index(go: Go) -> Erased:
        return Erased(retriever().delete(go.tenant, go.subject))

    def cached(go: Go) -> Erased:
        return Erased(reply_cache().forget(go.tenant, go.subject))

    def runs(go: Go) -> Erased:
        return redacting.erase(go.tenant, go.subject, go.cursor)

    def row(go: Go) -> Erased:
        return deleting.erase_row(go.tenant, go.subject, go.correlation_id)

    return {Kind.MEETING: dict(zip(NAMES[Kind.MEETING], (files, index, cached, runs, row), strict=True))}
