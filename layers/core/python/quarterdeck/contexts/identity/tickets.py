"""Tickets: what opens a web socket once, for whoever asked for it over HTTP.

Browsers can't send credentials along when they open a socket, and an address with a lasting one in it would be logged.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Self

from msgspec import Struct

from quarterdeck.contexts.identity.access import Door
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.onetime import OneTime

LIFETIME = timedelta(seconds=30)


class Holder(Struct, frozen=True):
    """Who holds a ticket, and then the connection that it opened, with what is allowed there.

    ``door`` and ``credential`` say with what the ticket was asked for, ``origin`` from where
    (``platform.audit.origins``).
    """

    tenant: TenantId
    subject: str
    permissions: frozenset[Permission]
    door: Door
    credential: str
    origin: str = ""

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> Self:
        """Return the holder that these fields, made by ``fields``, speak of."""
        allowed = frozenset(Permission(name) for name in fields["permissions"].split())
        return cls(
            tenant=tenant_id(fields["tenant"]),
            subject=fields["subject"],
            permissions=allowed,
            door=Door(fields["door"]),
            credential=fields["credential"],
            origin=fields["origin"],
        )

    def fields(self) -> dict[str, str]:
        """Return the holder as texts, as tickets and authorizers carry it."""
        return {
            "tenant": self.tenant,
            "subject": self.subject,
            "permissions": " ".join(sorted(self.permissions)),
            "door": self.door,
            "credential": self.credential,
            "origin": self.origin,
        }


class Tickets(Struct, frozen=True):
    clock: Clock

    def issue(self, holder: Holder) -> str:
        """Return a ticket that opens one connection within ``LIFETIME``."""
        return self._kept().issue(holder.fields())

    def redeem(self, ticket: str) -> Holder:
        """Spend the ticket and return who holds it.

        Raises:
            NotFound: there is no such ticket, or it is spent or out of date.
        """
        return Holder.read(self._kept().redeem(ticket))

    def _kept(self) -> OneTime:
        return OneTime("socket ticket", LIFETIME, self.clock)
