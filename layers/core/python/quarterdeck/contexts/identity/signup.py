"""Self-service signup: an organisation for whoever reads the mail of a work address."""

from contextlib import suppress
from datetime import timedelta

from quarterdeck.contexts.identity.addresses import work_address
from quarterdeck.contexts.identity.change import Deed, change, refusing, tell
from quarterdeck.contexts.identity.codes import SIGNUP, codes, not_valid
from quarterdeck.contexts.identity.events import SignupRequested
from quarterdeck.contexts.identity.keys import add_api_key
from quarterdeck.contexts.identity.membership import (
    Admission,
    Member,
    Organisation,
    Signup,
    Status,
    tenant_of,
)
from quarterdeck.contexts.identity.model import Caller, Person
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.organisations import found
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.contexts.identity.store import people, signups
from quarterdeck.kernel.errors import Conflict
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.tables import transaction

QUIET = timedelta(minutes=10)
"""How long after a signup another one of the same address changes nothing, and sends nothing."""


class _AskedJustNow(Conflict):
    """The address has a signup that is younger than its quiet time."""


def request(body: SignupBody, occasion: Occasion) -> None:
    """Begin a signup. The mail follows, and nothing here tells whether the address is known.

    Raises:
        InvalidInput: it is no address, or one at a provider where anybody has one.
    """
    email, signup_id = work_address(body.email), occasion.ids.new("sgn")
    tenant = tenant_of(body.organisation, occasion.ids.new("org")[-6:].lower())
    asked = Signup(signup_id, tenant, email, body.name, body.organisation)
    just_now = _AskedJustNow("asked just now")
    with suppress(_AskedJustNow), acting_for(tenant), refusing(just_now), transaction() as together:
        signups.add(together, asked, occasion.at, QUIET)
        tell(together, tenant, occasion, SignupRequested(signup_id=signup_id))


def verify(code: str, occasion: Occasion) -> Admission:
    """Make the organisation and its owner of who has the code of a signup, and return the first API key.

    Raises:
        NotFound: the code opens nothing, for whatever reason.
    """
    asked, now = codes(SIGNUP, occasion), occasion.at
    signup = signups.find(asked.read(code)["signup_id"])
    if signup is None:
        raise not_valid(SIGNUP)
    owner = Member(signup.tenant, occasion.ids.new("usr"), signup.email, Role.OWNER, Status.ACTIVE, now)
    organisation = Organisation(signup.tenant, signup.organisation, now)
    deed = Deed(owner.subject, "signups.verify", signup.id, occasion)
    with change(signup.tenant, deed, not_valid(SIGNUP)) as together:
        asked.spend(code, together)
        signups.finish(together, signup)
        found(together, organisation, owner, occasion)
        together.save(people.row(signup.tenant, Person(owner.subject, signup.name)))
        key, text = add_api_key(together, Caller(signup.tenant, owner.subject, owner.role), now)
        together.note(key=key.id)
    return Admission(owner, text)
