"""An organisation with an owner, a seller and a viewer, and a provider that knows them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from quarterdeck.contexts.identity import organisations
from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.doors import Doors
from quarterdeck.contexts.identity.membership import Member, Status
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role, permissions_of
from quarterdeck.contexts.identity.store import members
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.oidc.model import Issuer
from quarterdeck.platform.oidc.provider import Provider
from quarterdeck.platform.oidc.verify import OidcTokens
from quarterdeck.platform.tables import transaction
from tests.support.clocks import StillClock
from tests.support.oidc_provider import API, CLIENT, OidcProvider


@dataclass(frozen=True)
class World:
    """The organisation, its clock, and the doors to it."""

    tenant: TenantId
    clock: StillClock
    oidc: OidcProvider
    provider: Provider
    tokens: OidcTokens

    @property
    def doors(self) -> Doors:
        return Doors(lambda: self.tokens, self.clock)

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.clock.now(), f"request-{uuid4().hex}", UlidIds())

    def caller(self, role: Role) -> Caller:
        return Caller(self.tenant, "owner" if role is Role.OWNER else role.value, role)

    def access(self, role: Role) -> Access:
        return Access(self.caller(role), Door.OIDC, "t-1", permissions_of(role))

    def address(self, role: Role) -> str:
        return f"{role.value}@{self.tenant}.example"


def organisation(tenant: TenantId, at: datetime) -> None:
    occasion = Occasion(at, f"request-{uuid4().hex}", UlidIds())
    organisations.create_tenant(tenant, "Acme", f"owner@{tenant}.example", occasion)
    with transaction() as together:
        for role in (Role.SELLER, Role.VIEWER):
            email = f"{role.value}@{tenant}.example"
            members.add(together, Member(tenant, role.value, email, role, Status.ACTIVE, at))


@pytest.fixture
def world(tables: None, oidc: OidcProvider) -> World:  # noqa: ARG001 - they must be there
    clock = StillClock(datetime.now(UTC))
    tenant = tenant_id(f"t-{uuid4().hex[:12]}")
    organisation(tenant, clock.now())
    provider = Provider(Issuer(oidc.issuer, (API, CLIENT), CLIENT), clock)
    return World(tenant, clock, oidc, provider, OidcTokens([provider], clock))
