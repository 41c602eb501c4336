"""Product knowledge: its sync from Airtable, its snapshot, and what manages them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK, objects, secrets
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.knowledge.archive import Snapshots
    from quarterdeck.contexts.knowledge.connection import Connection
    from quarterdeck.contexts.knowledge.desk import KnowledgeDesk
    from quarterdeck.contexts.knowledge.ending import Ending
    from quarterdeck.contexts.knowledge.machine import SnapshotMachine
    from quarterdeck.contexts.knowledge.news import AirtableNews
    from quarterdeck.contexts.knowledge.publishing import Publishing
    from quarterdeck.contexts.knowledge.service import ProductKnowledge
    from quarterdeck.contexts.knowledge.source import Source
    from quarterdeck.contexts.knowledge.syncing import Syncing


def airtable(connection: Connection) -> Source:
    """Open the tenant's base, with the token from its secret and at the pace that all share."""
    import time

    from quarterdeck.contexts.connectors.airtable.client import Airtable
    from quarterdeck.contexts.knowledge.pace import SharedPace

    token = secrets().get(connection.secret)["token"]
    pace = SharedPace(connection.tenant, CLOCK, time.sleep)
    return Airtable(setting("AIRTABLE_API_URL"), token, connection.base, pace)


@cache
def snapshots() -> Snapshots:
    from quarterdeck.contexts.knowledge.archive import Snapshots

    return Snapshots(objects())


@cache
def snapshot_machine() -> SnapshotMachine:
    from quarterdeck.contexts.knowledge.machine import SnapshotMachine

    return SnapshotMachine(setting("SNAPSHOT_MACHINE_ARN"))


@cache
def knowledge() -> ProductKnowledge:
    from quarterdeck.contexts.knowledge.service import ProductKnowledge
    from quarterdeck.contexts.knowledge.tables import Tables

    return ProductKnowledge(snapshots(), Tables(airtable, CLOCK), snapshot_machine(), CLOCK)


@cache
def knowledge_desk() -> KnowledgeDesk:
    from quarterdeck.contexts.knowledge.desk import KnowledgeDesk

    return KnowledgeDesk(snapshot_machine(), CLOCK)


@cache
def airtable_news() -> AirtableNews:
    from quarterdeck.contexts.knowledge.news import AirtableNews

    return AirtableNews(objects(), snapshot_machine())


@cache
def syncing() -> Syncing:
    from quarterdeck.contexts.knowledge.beginning import Beginning
    from quarterdeck.contexts.knowledge.syncing import Syncing
    from quarterdeck.kernel.ids import UlidIds

    return Syncing(airtable, Beginning(CLOCK, UlidIds()), CLOCK)


@cache
def publishing() -> Publishing:
    from quarterdeck.contexts.knowledge.publishing import Publishing

    return Publishing(snapshots(), CLOCK)


@cache
def ending() -> Ending:
    from quarterdeck.contexts.knowledge.ending import Ending

    return Ending(CLOCK)
