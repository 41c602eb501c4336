"""Allowed domains: whose people may join by signing in, without an invitation."""

from quarterdeck.contexts.identity.addresses import address, domain_of, is_public
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.events import DomainAllowed, DomainDisallowed
from quarterdeck.contexts.identity.membership import Organisation
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.store import members, organisations
from quarterdeck.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound


def allow(by: Caller, text: str, occasion: Occasion) -> Organisation:
    """Let in the people of the caller's own domain; twice is once.

    Raises:
        InvalidInput: it is no domain, or one where anybody has an address.
        Forbidden: the caller's own address is at another domain.
        Conflict: another organisation lets in the domain's people.
    """
    domain = _domain(text)
    if is_public(domain):
        raise InvalidInput(
            f"anybody can have an address at {domain}: invite people one by one", field="domain"
        )
    if domain_of(members.get(by.tenant, by.subject).email) != domain:
        raise Forbidden(f"your own address isn't at {domain}: somebody whose address is there allows it")
    if domain in organisations.get(by.tenant).domains:
        return organisations.get(by.tenant)
    taken = Conflict(f"another organisation lets in the people of {domain}", field="domain")
    with change(by.tenant, Deed(by.subject, "domains.allow", domain, occasion), taken) as together:
        organisations.let_in(together, by.tenant, domain)
        tell(together, by.tenant, occasion, DomainAllowed(domain=domain, by=by.subject))
    return organisations.get(by.tenant)


def disallow(by: Caller, text: str, occasion: Occasion) -> Organisation:
    """Let in no more people of the domain; those who have joined stay.

    Raises:
        NotFound: the organisation doesn't let in the domain's people.
    """
    domain = _domain(text)
    unknown = NotFound(f"{domain} is not allowed", field="domain")
    with change(by.tenant, Deed(by.subject, "domains.disallow", domain, occasion), unknown) as together:
        organisations.keep_out(together, by.tenant, domain)
        tell(together, by.tenant, occasion, DomainDisallowed(domain=domain, by=by.subject))
    return organisations.get(by.tenant)


def _domain(text: str) -> str:
    try:
        return domain_of(address(f"somebody@{text}"))
    except InvalidInput:
        raise InvalidInput(f"{text!r} is no domain of mail addresses", field="domain") from None
