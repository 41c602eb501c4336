"""Assisted signup: an agent of the operator opens an account for a customer, who claims it by mail."""

import hashlib

from quarterdeck.contexts.identity.addresses import domain_of, work_address
from quarterdeck.contexts.identity.change import Deed, change, tell
from quarterdeck.contexts.identity.events import AssistedAccountCreated
from quarterdeck.contexts.identity.invitations import ask_again
from quarterdeck.contexts.identity.membership import Member, Organisation, Status, tenant_of
from quarterdeck.contexts.identity.model import Caller, Person
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.contexts.identity.store import members, organisations, people
from quarterdeck.kernel.errors import Conflict, Forbidden, NotFound
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.acting import acting_for


def open_account(by: Caller, body: SignupBody, occasion: Occasion) -> Organisation:
    """Open an account for the person named, who gets a mail to claim it; the same again is the same account.

    Raises:
        InvalidInput: it is no address, or one at a provider where anybody has one.
        Forbidden: the caller's organisation is no operator.
    """
    _check_operator(by)
    email = work_address(body.email)
    opened = Organisation(
        tenant=tenant_of(body.organisation, _mark(by.tenant, email, body.organisation.casefold())),
        name=body.organisation,
        created_at=occasion.at,
        claimed=False,
        opened_by=by.tenant,
    )
    try:
        _write(by, opened, _contact(by, opened, email, occasion), body.name, occasion)
    except Conflict:
        with acting_for(opened.tenant):
            return organisations.get(opened.tenant)
    return opened


def send_claim_again(by: Caller, tenant: str, occasion: Occasion) -> Organisation:
    """Mail the claim of an account once more; the codes sent before end.

    Raises:
        NotFound: the caller's organisation opened no such account.
        Forbidden: the caller's organisation is no operator.
        Conflict: the account is claimed, or the mail has been sent too often.
    """
    _check_operator(by)
    with acting_for(tenant_id(tenant)):
        opened = organisations.get(tenant_id(tenant))
        if opened.opened_by != by.tenant:
            raise NotFound(f"no organisation {tenant}")
        invited, _ = members.newest(opened.tenant, limit=1, status=Status.INVITED)
        if opened.claimed or not invited:
            raise Conflict(f"{tenant} is claimed already")
        ask_again(_agent(by), invited[0], invited[0].role, occasion)
    return opened


def _check_operator(by: Caller) -> None:
    if not organisations.get(by.tenant).operator:
        raise Forbidden("only the operator of this installation opens accounts for others")


def _write(by: Caller, opened: Organisation, contact: Member, name: str, occasion: Occasion) -> None:
    created = AssistedAccountCreated(
        name=opened.name,
        domain=domain_of(contact.email),
        contact=contact.subject,
        agent_tenant=by.tenant,
        agent=by.subject,
    )
    deed = Deed(_agent(by), "organisations.open", opened.tenant, occasion)
    with change(opened.tenant, deed, Conflict(f"the account {opened.tenant} is open already")) as together:
        organisations.add(together, opened)
        members.add(together, contact)
        together.save(people.row(opened.tenant, Person(contact.subject, name)))
        tell(together, opened.tenant, occasion, created)


def _contact(by: Caller, opened: Organisation, email: str, occasion: Occasion) -> Member:
    return Member(
        tenant=opened.tenant,
        subject=occasion.ids.new("usr"),
        email=email,
        role=Role.OWNER,
        status=Status.INVITED,
        created_at=occasion.at,
        invited_by=_agent(by),
        mails=1,
    )


def _agent(by: Caller) -> str:
    """Return the agent's name within the customer's tenant."""
    return f"{by.tenant}:{by.subject}"


def _mark(*parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return digest[:6]
