"""Exports: how each store is read, by its name on the receipt (``exporting.holdings``)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK, objects
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quarterdeck.contexts.operations.protection.exporting.finishing import Finishing
    from quarterdeck.contexts.operations.protection.exporting.going import Exporting
    from quarterdeck.contexts.operations.protection.exporting.model import Reader
    from quarterdeck.contexts.operations.protection.exporting.service import Exports


@cache
def exports() -> Exports:
    from quarterdeck.contexts.operations.protection.exporting.holdings import exported
    from quarterdeck.contexts.operations.protection.exporting.machine import ExportMachine
    from quarterdeck.contexts.operations.protection.exporting.service import Exports
    from quarterdeck.kernel.ids import UlidIds

    stores = {kind: exported(kind) for kind in (Kind.PERSON, Kind.TENANT)}
    return Exports(ExportMachine(setting("EXPORT_MACHINE_ARN")), stores, objects(), CLOCK, UlidIds())


@cache
def finishing() -> Finishing:
    from quarterdeck.contexts.operations.protection.exporting.finishing import Finishing

    return Finishing(CLOCK)


@cache
def exporting() -> Exporting:
    from quarterdeck.contexts.operations.protection.exporting.going import Exporting
    from quarterdeck.platform.expiring import ExpiringObjects

    readers = {Kind.PERSON: of_person(), Kind.TENANT: of_tenant()}
    return Exporting(readers, objects(), ExpiringObjects(setting("BUCKET_OBJECTS")), CLOCK)


def of_person() -> Mapping[str, Reader]:
    """Return how the stores of a person's export are read."""
    from quarterdeck.bootstrap.assistant import records
    from quarterdeck.contexts.assistant.exporting import Exporting as Assistant
    from quarterdeck.contexts.identity import exporting as identity
    from quarterdeck.contexts.operations.protection.exporting import receipts
    from quarterdeck.platform.audit.exporting import export_trail

    assistant = Assistant(objects(), records())
    return {
        "people": lambda of: identity.export_member(of.tenant, of.subject),
        "profiles": lambda of: identity.export_profile(of.tenant, of.subject),
        "keys": lambda of: identity.export_keys(of.tenant, of.subject, of.cursor),
        "runs": lambda of: assistant.runs(of.tenant, of.subject, of.cursor),
        "run files": lambda of: assistant.made_files(of.tenant, of.subject, of.cursor),
        "conversations": lambda of: assistant.conversations(of.tenant, of.subject, of.cursor),
        "feedback": lambda of: assistant.feedback(of.tenant, of.subject, of.cursor),
        "audit trail": lambda of: export_trail(of.tenant, of.subject, of.cursor),
        "exports": lambda of: receipts.export_exports(of.tenant, of.subject, of.cursor),
        "erasures": lambda of: receipts.export_erasures(of.tenant, of.subject, of.cursor),
    }


def of_tenant() -> Mapping[str, Reader]:
    """Return how the stores of a tenant's export are read."""
    from quarterdeck.bootstrap.assistant import records
    from quarterdeck.contexts.assistant.exporting import Exporting as Assistant
    from quarterdeck.contexts.connectors.webhooks.exporting import export_webhooks
    from quarterdeck.contexts.identity import exporting as identity
    from quarterdeck.contexts.knowledge import exporting as knowledge
    from quarterdeck.contexts.meetings import exporting as meetings
    from quarterdeck.contexts.operations.protection.exporting import receipts
    from quarterdeck.platform.audit.exporting import export_trail

    assistant = Assistant(objects(), records())
    return {
        "organisation": lambda of: identity.export_organisation(of.tenant),
        "people": lambda of: identity.export_members(of.tenant, of.cursor),
        "profiles": lambda of: identity.export_profiles(of.tenant, of.cursor),
        "keys": lambda of: identity.export_keys(of.tenant, None, of.cursor),
        "settings": lambda of: meetings.export_settings(of.tenant),
        "companies": lambda of: meetings.export_companies(of.tenant),
        "meetings": lambda of: meetings.export_meetings(of.tenant, of.cursor),
        "meeting files": lambda of: meetings.export_files(objects(), of.tenant, of.cursor),
        "runs": lambda of: assistant.runs(of.tenant, None, of.cursor),
        "run files": lambda of: assistant.files(of.tenant, of.cursor),
        "conversations": lambda of: assistant.conversations(of.tenant, None, of.cursor),
        "feedback": lambda of: assistant.feedback(of.tenant, None, of.cursor),
        "connections": lambda of: knowledge.export_connection(of.tenant),
        "webhooks": lambda of: export_webhooks(of.tenant, of.cursor),
        "products": lambda of: knowledge.export_copies(of.tenant, of.cursor),
        "snapshot": lambda of: knowledge.export_snapshot(of.tenant),
        "syncs": lambda of: knowledge.export_syncs(of.tenant, of.cursor),
        "audit trail": lambda of: export_trail(of.tenant, None, of.cursor),
        "exports": lambda of: receipts.export_exports(of.tenant, None, of.cursor),
        "erasures": lambda of: receipts.export_erasures(of.tenant, None, of.cursor),
    }
