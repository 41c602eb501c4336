"""Product knowledge and its syncs."""

from quarterdeck.bootstrap.knowledge import knowledge_desk
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.knowledge.requests import SyncBody
from quarterdeck.contexts.knowledge.views import (
    OverviewView,
    SyncAccepted,
    SyncsPage,
    overview_view,
    sync_view,
)
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/knowledge", Permission.READ_KNOWLEDGE)
def overview(call: Call) -> OverviewView:
    """Return which product knowledge answers are made from."""
    return overview_view(knowledge_desk().overview(call.tenant), CLOCK.now())


@ROUTES.add("GET", "/v1/knowledge/syncs", Permission.READ_KNOWLEDGE, query=Page)
def syncs(call: Call, page: Page) -> SyncsPage:
    """List the syncs, latest first."""
    found, more = knowledge_desk().newest(call.tenant, limit=page.limit, before=page.before)
    return SyncsPage(syncs=[sync_view(sync) for sync in found], before=more)


@ROUTES.add("POST", "/v1/knowledge/sync", Permission.SYNC_KNOWLEDGE, body=SyncBody, status=202)
def sync(call: Call, body: SyncBody) -> SyncAccepted:
    """Start a sync."""
    knowledge_desk().start(call.actor, body.kind)
    return SyncAccepted(kind=body.kind, correlation_id=call.correlation_id)
