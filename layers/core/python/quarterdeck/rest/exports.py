"""Exports: a person's own data, and by an owner a member's or the whole tenant's."""

from quarterdeck.bootstrap.audit import note
from quarterdeck.bootstrap.exporting import exports
from quarterdeck.contexts.identity import members
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.operations.protection.exporting.model import Export
from quarterdeck.contexts.operations.protection.exporting.requests import ExportBody
from quarterdeck.contexts.operations.protection.exporting.service import LINK_SECONDS
from quarterdeck.contexts.operations.protection.exporting.views import DownloadView, ExportView, export_view
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.kernel.errors import Forbidden, NotFound
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoint import Call, Routes

ROUTES = Routes()

IN_SLACK = "slack:"
"""How the subjects of those begin who ask in Slack, and need not be members."""


@ROUTES.add(
    "POST", "/v1/exports", Permission.EXPORT_OWN, body=ExportBody, status=202, limit=LimitClass.EXPORT
)
def begin(call: Call, body: ExportBody) -> ExportView:
    """Begin an export, or return the one of the same data that is under way."""
    subject = call.tenant if body.kind is Kind.TENANT else body.subject or call.caller.subject
    if not _may(call, body.kind, subject):
        raise Forbidden(f"only the own data can be exported without the permission {Permission.EXPORT_DATA}")
    if body.kind is Kind.PERSON and not subject.startswith(IN_SLACK):
        members.member(call.tenant, subject)
    return export_view(exports().begin(call.actor, body.kind, subject))


@ROUTES.add("GET", "/v1/exports/{export_id}", Permission.EXPORT_OWN)
def export(call: Call, export_id: str) -> ExportView:
    """Return how far an export is and, once it is done, its receipt and where to download the archive."""
    found = exports().get(call.tenant, export_id)
    if not _may(call, found.kind, found.subject):
        raise NotFound(f"no export {export_id}")
    return export_view(found, _download(call, found))


def _may(call: Call, kind: Kind, subject: str) -> bool:
    is_own = kind is Kind.PERSON and subject == call.caller.subject
    return is_own or Permission.EXPORT_DATA in call.access.permissions


def _download(call: Call, found: Export) -> DownloadView | None:
    if not exports().is_there(found):
        return None
    note(call.actor, "exports.download", found.id)
    return DownloadView(url=exports().link(found), expires_in=LINK_SECONDS, size=found.size)
