"""Self-service signup: an organisation for whoever reads the mail of a work address."""

from contextlib import suppress
from datetime import datetime, timedelta

from quarterdeck.contexts.identity.addresses import work_address
from quarterdeck.contexts.identity.change import Occasion, change, tell
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
from quarterdeck.contexts.identity.organisations import found
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.contexts.identity.store import people, signups
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.ids import Ids

QUIET = timedelta(minutes=10)
"""How long after a signup another one of the same address changes nothing, and sends nothing."""


class _AskedJustNow(Conflict):
    """The address has a signup that is younger than its quiet time."""


def request(body: SignupBody, now: datetime, ids: Ids) -> None:
    """Begin a signup. The mail follows, and nothing here tells whether the address is known.

    Raises:
        InvalidInput: it is no address, or one at a provider where anybody has one.
    """
    email, signup_id = work_address(body.email), ids.new("sgn")
    tenant = tenant_of(body.organisation, ids.new("org")[-6:].lower())
    asked = Signup(signup_id, tenant, email, body.name, body.organisation)
    with suppress(_AskedJustNow), change(tenant, _AskedJustNow("asked just now")) as together:
        signups.add(together, asked, now, QUIET)
        tell(together, tenant, Occasion(now, signup_id, ids), SignupRequested(signup_id=signup_id))


def verify(code: str, clock: Clock, ids: Ids) -> Admission:
    """Make the organisation and its owner of who has the code of a signup, and return the first API key.

    Raises:
        NotFound: the code opens nothing, for whatever reason.
    """
    asked, now = codes(SIGNUP, clock), clock.now()
    signup = signups.find(asked.read(code)["signup_id"])
    if signup is None:
        raise not_valid(SIGNUP)
    owner = Member(signup.tenant, ids.new("usr"), signup.email, Role.OWNER, Status.ACTIVE, now)
    organisation = Organisation(signup.tenant, signup.organisation, now)
    with change(signup.tenant, not_valid(SIGNUP)) as together:
        asked.spend(code, together)
        signups.finish(together, signup)
        found(together, organisation, owner, Occasion(now, signup.id, ids))
        together.save(people.row(signup.tenant, Person(owner.subject, signup.name)))
        key = add_api_key(together, Caller(signup.tenant, owner.subject, owner.role), now)
    return Admission(owner, key)
