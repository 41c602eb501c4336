"""The caller's organisation, and accounts that agents of the operator open for others."""

from quarterdeck.contexts.identity import accounts, domains, organisations
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.contexts.identity.views import organisation_view
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/organisation", Permission.READ_PEOPLE)
def organisation(call: Call) -> Reply:
    return Reply(organisation_view(organisations.organisation(call.tenant)))


@ROUTES.add("PUT", "/v1/organisation/domains/{domain}", Permission.MANAGE_DOMAINS)
def allow(call: Call, domain: str) -> Reply:
    return Reply(organisation_view(domains.allow(call.caller, domain, call.occasion)))


@ROUTES.add("DELETE", "/v1/organisation/domains/{domain}", Permission.MANAGE_DOMAINS)
def disallow(call: Call, domain: str) -> Reply:
    return Reply(organisation_view(domains.disallow(call.caller, domain, call.occasion)))


@ROUTES.add("POST", "/v1/organisations", Permission.OPEN_ACCOUNTS, SignupBody)
def open_account(call: Call, body: SignupBody) -> Reply:
    return Reply(organisation_view(accounts.open_account(call.caller, body, call.occasion)), 201)


@ROUTES.add("POST", "/v1/organisations/{tenant}/claim", Permission.OPEN_ACCOUNTS)
def send_claim_again(call: Call, tenant: str) -> Reply:
    return Reply(organisation_view(accounts.send_claim_again(call.caller, tenant, call.occasion)), 202)
