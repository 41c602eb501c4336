"""The mails that events ask for. Codes are made here, so that no event and no table ever holds one."""

from msgspec import Struct

from quarterdeck.contexts.identity import letters
from quarterdeck.contexts.identity.codes import INVITATION, SIGNUP, codes
from quarterdeck.contexts.identity.events import AssistedAccountCreated, MemberInvited, SignupRequested
from quarterdeck.contexts.identity.membership import Status
from quarterdeck.contexts.identity.store import members, organisations, signups
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound, Unavailable
from quarterdeck.kernel.tenancy import TenantId, tenant_id, tenant_key
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.mail import Mail, Message
from quarterdeck.platform.outbox import Envelope, said

LEASE_SECONDS = 60
"""Longer than a worker may take for one mail."""


class Mailing(Struct, frozen=True):
    """Sends one mail an event.

    A worker that dies between the sending and its record leaves a second mail to another one: both codes are valid,
    and the first that is used ends the other.
    """

    mail: Mail
    once: Once
    clock: Clock

    def send(self, envelope: Envelope) -> bool:
        """Return whether a mail was sent; none is for an event told twice, or overtaken by a later one.

        Raises:
            Unavailable: another worker is at it, or the mail can't be handed over now.
            InvalidInput: the mail is refused for good.
        """
        key = tenant_key(tenant_id(envelope.tenant), "MAIL", envelope.id)
        claim = self.once.claim(key, lease_seconds=LEASE_SECONDS)
        if claim.state is State.HELD:
            raise Unavailable(f"another worker sends the mail of {envelope.id}")
        if claim.state is State.DONE:
            return False
        message = self._message(envelope)
        if message:
            self.mail.send(message)
        self.once.done(key, "sent" if message else "nothing to send")
        return message is not None

    def _message(self, envelope: Envelope) -> Message | None:
        tenant = tenant_id(envelope.tenant)
        match envelope.type:
            case SignupRequested.type:
                return self._verification(said(SignupRequested, envelope).signup_id)
            case MemberInvited.type:
                invited = said(MemberInvited, envelope)
                return self._invitation(tenant, invited.subject, invited.mail)
            case AssistedAccountCreated.type:
                return self._invitation(tenant, said(AssistedAccountCreated, envelope).contact, 1)
        return None

    def _verification(self, signup_id: str) -> Message | None:
        signup = signups.find(signup_id)
        if signup is None:
            return None
        code = codes(SIGNUP, self.clock).issue({"signup_id": signup_id})
        return letters.verification(signup.email, code)

    def _invitation(self, tenant: TenantId, subject: str, mail: int) -> Message | None:
        try:
            member = members.get(tenant, subject)
        except NotFound:  # erased meanwhile
            return None
        if member.status is not Status.INVITED or member.mails != mail:
            return None
        stands_for = {"tenant": tenant, "subject": subject, "mail": str(mail)}
        code = codes(INVITATION, self.clock).issue(stands_for)
        organisation = organisations.get(tenant)
        if not organisation.claimed:
            return letters.claim(member.email, code, organisation)
        return letters.invitation(member.email, code, organisation, member.role)
