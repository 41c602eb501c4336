"""The caller's organisation, and accounts that agents of the operator open for others."""

from quarterdeck.contexts.identity import accounts, domains, organisations
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.contexts.identity.views import OrganisationView, organisation_view
from quarterdeck.rest.endpoint import Call, Routes

ROUTES = Routes()


@ROUTES.add("GET", "/v1/organisation", Permission.READ_PEOPLE)
def organisation(call: Call) -> OrganisationView:
    """Return the caller's organisation."""
    return organisation_view(organisations.organisation(call.tenant))


@ROUTES.add("PUT", "/v1/organisation/domains/{domain}", Permission.MANAGE_DOMAINS)
def allow(call: Call, domain: str) -> OrganisationView:
    """Let in the people of the caller's own domain."""
    return organisation_view(domains.allow(call.caller, domain, call.occasion))


@ROUTES.add("DELETE", "/v1/organisation/domains/{domain}", Permission.MANAGE_DOMAINS)
def disallow(call: Call, domain: str) -> OrganisationView:
    """Let in no more people of a domain."""
    return organisation_view(domains.disallow(call.caller, domain, call.occasion))


@ROUTES.add("POST", "/v1/organisations", Permission.OPEN_ACCOUNTS, body=SignupBody, status=201)
def open_account(call: Call, body: SignupBody) -> OrganisationView:
    """Open an account for a customer, who gets a mail to claim it."""
    return organisation_view(accounts.open_account(call.caller, body, call.occasion))


@ROUTES.add("POST", "/v1/organisations/{tenant}/claim", Permission.OPEN_ACCOUNTS, status=202)
def send_claim_again(call: Call, tenant: str) -> OrganisationView:
    """Mail the claim of an account once more."""
    return organisation_view(accounts.send_claim_again(call.caller, tenant, call.occasion))
