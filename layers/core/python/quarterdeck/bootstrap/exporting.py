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
        "people": lambda go: identity.export_member(go.tenant, go.subject),
        "profiles": lambda go: identity.export_profile(go.tenant, go.subject),
        "keys": lambda go: identity.export_keys(go.tenant, go.subject, go.cursor),
        "runs": lambda go: assistant.runs(go.tenant, go.subject, go.cursor),
        "run files": lambda go: assistant.made_files(go.tenant, go.subject, go.cursor),
        "conversations": lambda go: assistant.conversations(go.tenant, go.subject, go.cursor),
        "feedback": lambda go: assistant.feedback(go.tenant, go.subject, go.cursor),
        "audit trail": lambda go: export_trail(go.tenant, go.subject, go.cursor),
        "exports": lambda go: receipts.export_exports(go.tenant, go.subject, go.cursor),
        "erasures": lambda go: receipts.export_erasures(go.tenant, go.subject, go.cursor),
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
        "organisation": lambda go: identity.export_organisation(go.tenant),
        "people": lambda go: identity.export_members(go.tenant, go.cursor),
        "profiles": lambda go: identity.export_profiles(go.tenant, go.cursor),
        "keys": lambda go: identity.export_keys(go.tenant, None, go.cursor),
        "settings": lambda go: meetings.export_settings(go.tenant),
        "companies": lambda go: meetings.export_companies(go.tenant),
        "meetings": lambda go: meetings.export_meetings(go.tenant, go.cursor),
        "meeting files": lambda go: meetings.export_files(objects(), go.tenant, go.cursor),
        "runs": lambda go: assistant.runs(go.tenant, None, go.cursor),
        "run files": lambda go: assistant.files(go.tenant, go.cursor),
        "conversations": lambda go: assistant.conversations(go.tenant, None, go.cursor),
        "feedback": lambda go: assistant.feedback(go.tenant, None, go.cursor),
        "connections": lambda go: knowledge.export_connection(go.tenant),
        "webhooks": lambda go: export_webhooks(go.tenant, go.cursor),
        "products": lambda go: knowledge.export_copies(go.tenant, go.cursor),
        "snapshot": lambda go: knowledge.export_snapshot(go.tenant),
        "syncs": lambda go: knowledge.export_syncs(go.tenant, go.cursor),
        "audit trail": lambda go: export_trail(go.tenant, None, go.cursor),
        "exports": lambda go: receipts.export_exports(go.tenant, None, go.cursor),
        "erasures": lambda go: receipts.export_erasures(go.tenant, None, go.cursor),
    }
