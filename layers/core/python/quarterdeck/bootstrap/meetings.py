"""Meetings and their ingest."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.search import retriever
from quarterdeck.bootstrap.shared import CLOCK, objects
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.meetings.archive import Archive
    from quarterdeck.contexts.meetings.ingest import Finishing, Indexing, Parsing
    from quarterdeck.contexts.meetings.machine import IngestMachine
    from quarterdeck.contexts.meetings.service import Meetings


@cache
def archive() -> Archive:
    from quarterdeck.contexts.meetings.archive import Archive

    return Archive(objects())


@cache
def meetings() -> Meetings:
    from quarterdeck.contexts.meetings.service import Meetings
    from quarterdeck.kernel.ids import UlidIds

    return Meetings(objects(), CLOCK, UlidIds())


@cache
def ingest_machine() -> IngestMachine:
    from quarterdeck.contexts.meetings.machine import IngestMachine

    return IngestMachine(setting("INGEST_MACHINE_ARN"))


@cache
def parsing() -> Parsing:
    from quarterdeck.contexts.meetings.ingest import Parsing

    return Parsing(archive())


@cache
def indexing() -> Indexing:
    from quarterdeck.contexts.meetings.ingest import Indexing

    return Indexing(archive(), retriever())


@cache
def finishing() -> Finishing:
    from quarterdeck.contexts.meetings.ingest import Finishing

    return Finishing(archive(), CLOCK)
