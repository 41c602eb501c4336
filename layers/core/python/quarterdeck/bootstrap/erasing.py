"""The stores of erasures: what each is erased by."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.protection import SWEPT
from quarterdeck.bootstrap.shared import CLOCK, objects
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.kernel.settings import setting
from quarterdeck.kernel.tenancy import tenant_path
from quarterdeck.platform.belonging import Wanted, leading_to, of_tenant
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.sweeping import Sweeping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quarterdeck.contexts.operations.protection.model import Go, Store, Stores

AT_ONCE = 1_000
"""How many objects or passages go in one go."""

WAYS_IN = ("identity", "onetime")
"""The tables with credentials and with links to memberships."""

LEAD_TO_TENANTS = ("onetime", "connectors", "knowledge")
"""The tables with rows outside tenants' prefixes that lead to a tenant, besides those of identity."""


@cache
def stores() -> Stores:
    return {Kind.MEETING: _of_meeting(), Kind.PERSON: _of_person(), Kind.TENANT: _of_tenant()}


def _of_meeting() -> Mapping[str, Store]:
    from quarterdeck.bootstrap.assistant import records
    from quarterdeck.bootstrap.models import reply_cache
    from quarterdeck.bootstrap.search import retriever
    from quarterdeck.contexts.assistant.redacting import Redacting
    from quarterdeck.contexts.meetings.deleting import Deleting

    deleting, redacting = Deleting(objects(), CLOCK), Redacting(objects(), records())
    return {
        "files": lambda go: deleting.erase_files(go.tenant, go.subject),
        "search index": lambda go: Erased(retriever().delete(go.tenant, go.subject)),
        "reply cache": lambda go: Erased(reply_cache().forget(go.tenant, go.subject)),
        "run records": lambda go: redacting.erase(go.tenant, go.subject, go.cursor),
        "meetings": lambda go: deleting.erase_row(go.tenant, go.subject, go.correlation_id),
    }


def _of_person() -> Mapping[str, Store]:
    from quarterdeck.bootstrap.assistant import records
    from quarterdeck.contexts.assistant.forgetting import Forgetting, claims_of
    from quarterdeck.contexts.identity.erasing import erase_member, ways_in
    from quarterdeck.platform.audit.forgetting import erase_origins
    from quarterdeck.platform.limits.limiter import buckets_of

    forgetting = Forgetting(objects(), records())
    return {
        "access": lambda go: _sweep(go, dict.fromkeys(WAYS_IN, ways_in(go.tenant, go.subject))),
        "others' tapes": lambda go: forgetting.erase_quotes(go.tenant, go.subject, go.cursor),
        "others' examples": lambda go: forgetting.erase_examples(go.tenant, go.subject, go.cursor),
        "run records": lambda go: forgetting.erase_runs(go.tenant, go.subject, go.cursor),
        "archives": lambda go: _some(  # those of everything have the person's in them
            objects().remove_some(tenant_path(go.tenant, "exports", ""), AT_ONCE)
        ),
        "ratings": lambda go: forgetting.erase_ratings(go.tenant, go.subject, go.cursor),
        "cache": lambda go: _sweep(go, {"cache": of_tenant(go.tenant)}),  # a reply doesn't say who asked
        "idempotency": lambda go: _sweep(go, {"idempotency": claims_of(go.tenant, go.subject)}),
        "limits": lambda go: _sweep(go, {"limits": buckets_of(go.tenant, go.subject)}),
        "origins": lambda go: erase_origins(go.tenant, go.subject, go.cursor),
        "membership": lambda go: erase_member(go.tenant, go.subject),
    }


def _of_tenant() -> Mapping[str, Store]:
    from quarterdeck.bootstrap.search import retriever
    from quarterdeck.contexts.connectors.webhooks.vault import PREFIX
    from quarterdeck.contexts.identity.erasing import ways_in
    from quarterdeck.contexts.knowledge.connection import secret_name
    from quarterdeck.contexts.operations.protection.executions import Executions
    from quarterdeck.contexts.operations.protection.store import others
    from quarterdeck.platform.secrets import remove_secrets

    executions = Executions(setting("MACHINES_TO_STOP").split())

    def access(go: Go) -> Erased:
        leads_here = dict.fromkeys(LEAD_TO_TENANTS, leading_to(go.tenant))
        return _sweep(go, dict.fromkeys(WAYS_IN, ways_in(go.tenant)) | leads_here)

    def secrets(go: Go) -> Erased:
        return Erased(remove_secrets(f"{PREFIX}{go.tenant}/") + remove_secrets(secret_name(go.tenant)))

    return {
        "access": access,
        "executions": lambda go: executions.stop(go.tenant),
        "secrets": secrets,
        "objects": lambda go: _some(objects().remove_some(tenant_path(go.tenant, ""), AT_ONCE)),
        "search index": lambda go: _some(retriever().clear(go.tenant, AT_ONCE)),
        **{table: partial(_all_rows, table) for table in SWEPT},
        "operations": lambda go: _sweep(go, {"operations": others(go.tenant, go.erasure_id)}),
        "identity": partial(_all_rows, "identity"),
    }


def _all_rows(table: str, go: Go) -> Erased:
    return _sweep(go, {table: of_tenant(go.tenant)})


def _sweep(go: Go, wanted: Mapping[str, Wanted]) -> Erased:
    return Sweeping(CLOCK).sweep(go.tenant, wanted, go.cursor)


def _some(number: int) -> Erased:
    """Return what went, and a cursor as long as anything did: what is gone needs no place to be remembered."""
    return Erased(number, "more" if number else None)
