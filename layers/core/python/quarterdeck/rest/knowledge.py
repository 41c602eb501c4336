"""Product knowledge and its syncs."""

from quarterdeck.bootstrap.knowledge import knowledge_desk
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.knowledge.requests import SyncBody
from quarterdeck.contexts.knowledge.views import overview_view, sync_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/knowledge", Permission.READ_KNOWLEDGE)
def overview(call: Call) -> Reply:
    return Reply(overview_view(knowledge_desk().overview(call.tenant), CLOCK.now()))


@ROUTES.add("GET", "/v1/knowledge/syncs", Permission.READ_KNOWLEDGE)
def syncs(call: Call) -> Reply:
    found, more = knowledge_desk().newest(call.tenant, limit=call.limit, before=call.before)
    return Reply({"syncs": [sync_view(sync) for sync in found], "before": more})


@ROUTES.add("POST", "/v1/knowledge/sync", Permission.SYNC_KNOWLEDGE, SyncBody)
def sync(call: Call, body: SyncBody) -> Reply:
    knowledge_desk().start(call.tenant, body.kind, call.correlation_id)
    return Reply({"status": "accepted", "kind": body.kind, "correlation_id": call.correlation_id}, 202)
