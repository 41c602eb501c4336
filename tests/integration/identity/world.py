"""Organisations and their people over a real table, with the mails read where they arrive."""

from dataclasses import dataclass, field
from uuid import uuid4

from quarterdeck.contexts.identity import activation, invitations, members, signup
from quarterdeck.contexts.identity.mailing import Mailing
from quarterdeck.contexts.identity.membership import Admission, Member, Status
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.contexts.identity.requests import SignupBody
from quarterdeck.kernel.codec import load_json
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.idempotency import Once
from quarterdeck.platform.outbox import Envelope, EventRow
from tests.support.clocks import StillClock
from tests.support.mailbox import Mailbox


@dataclass
class World:
    """One test's people, in a domain of their own; their mailer has nothing to do with earlier events."""

    clock: StillClock = field(default_factory=StillClock)
    mailbox: Mailbox = field(default_factory=Mailbox)
    seen: set[str] = field(default_factory=lambda: set(_auth_events()))
    domain: str = field(default_factory=lambda: f"{uuid4().hex[:12]}.example")

    @property
    def mailing(self) -> Mailing:
        return Mailing(self.mailbox, Once("idempotency", self.clock), self.clock)

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.clock.now(), "request-1")

    def address(self, name: str) -> str:
        return f"{name}@{self.domain}"

    def ask(self, email: str, organisation: str = "Northwold Freight") -> None:
        """Sign up, as far as the mail."""
        body = SignupBody(email=email, name="Ada Quill", organisation=organisation)
        signup.request(body, self.occasion)
        self.deliver()

    def verify(self, code: str) -> Admission:
        return signup.verify(code, self.occasion)

    def founded(self, name: str = "ada") -> Caller:
        """Return the owner of a new organisation."""
        self.ask(self.address(name))
        return caller(self.verify(self.mailbox.code(self.address(name))).member)

    def invited(self, by: Caller, name: str, role: Role = Role.SELLER) -> str:
        """Return the code of a new invitation."""
        invitations.invite(by, self.address(name), role, self.occasion)
        self.deliver()
        return self.mailbox.code(self.address(name))

    def accept(self, code: str) -> Admission:
        return activation.accept(code, "Ola", self.occasion)

    def joined(self, by: Caller, name: str, role: Role = Role.SELLER) -> Caller:
        """Return a new member of the caller's organisation."""
        return caller(self.accept(self.invited(by, name, role)).member)

    def deliver(self) -> None:
        """Let the mailer see every event that it hasn't seen."""
        for event_id, envelope in _auth_events().items():
            if event_id not in self.seen:
                self.mailing.send(envelope)
                self.seen.add(event_id)

    def sign_in(
        self, email: str, subject: str = "s-1", *, verified: bool = True, tenant: TenantId | None = None
    ) -> Caller:
        """Come by an identity provider."""
        return members.member_by_identity(
            "https://login.example",
            f"{self.domain}/{subject}",
            email,
            email_verified=verified,
            occasion=self.occasion,
            tenant=tenant,
        )


def _auth_events() -> dict[str, Envelope]:
    rows = EventRow.scan(EventRow.envelope.contains("auth_events"))
    return {row.sk: load_json(Envelope, row.envelope) for row in rows}


def caller(member: Member) -> Caller:
    assert member.status is Status.ACTIVE
    return Caller(member.tenant, member.subject, member.role)


def events(tenant: TenantId) -> list[Envelope]:
    """Return what the tenant's event log says."""
    rows = EventRow.query(tenant_key(tenant, "EVENT"), consistent_read=True)
    return [load_json(Envelope, row.envelope) for row in rows]


def told(tenant: TenantId) -> list[str]:
    return [event.type for event in events(tenant)]
