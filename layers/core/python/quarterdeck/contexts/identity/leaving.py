"""Before somebody's data, or an organisation's, is erased: access ends, and it is on record that it was asked for."""

import re
import secrets

from quarterdeck.contexts.identity import invitations, members
from quarterdeck.contexts.identity.change import Deed, change
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.store import members as stored
from quarterdeck.contexts.identity.store import organisations
from quarterdeck.kernel.errors import Conflict, InvalidInput

_SLACK = re.compile(r"slack:[A-Z0-9]{1,40}:[A-Z0-9]{1,40}")
"""Somebody who asks in Slack: no member, so there is no access to end."""


def end_access(by: Caller, subject: str, occasion: Occasion) -> None:
    """Close every door to the person, at once, whether active or invited; and put on record that they are erased.

    Raises:
        NotFound: the tenant has no such member, and it is nobody of Slack's.
        Conflict: the member is the last owner, or has just been changed.
    """
    if not _SLACK.fullmatch(subject):
        status = stored.get(by.tenant, subject).status
        if status is Status.ACTIVE:
            members.deactivate(by, subject, occasion)
        elif status is Status.INVITED:
            invitations.revoke(by, subject, occasion)
    with change(by.tenant, Deed(by.subject, "people.erase", subject, occasion), Conflict("try again")):
        pass


def close(by: Caller, confirmed: str, occasion: Occasion) -> str:
    """Put on record that the organisation is to be erased, and return by which erasure; asking twice is asking once.

    Its id can't be guessed: whoever has it sees the receipt, when nobody can sign in any more.

    Raises:
        InvalidInput: what is confirmed is not the organisation's id.
    """
    if confirmed != by.tenant:
        raise InvalidInput("to erase the organisation, repeat its id", field="subject")
    if known := organisations.get(by.tenant).erasure:
        return known
    erasure_id = f"tenant_{secrets.token_urlsafe(32)}"
    elsewhere = Conflict("the organisation's erasure has just been asked for: look again")
    deed = Deed(by.subject, "organisations.erase", by.tenant, occasion)
    with change(by.tenant, deed, elsewhere) as together:
        organisations.begin_erasure(together, by.tenant, erasure_id)
    return erasure_id
