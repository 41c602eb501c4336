"""For which tenant work is done now: its rows and objects are then reached with that tenant's credentials alone.

A function's own role may not touch them. It may take on its tenant role, in a session tagged with one tenant, whose
policies compare that tag with every key. So whoever forgets to say for whom, or names another's key, is denied.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from quarterdeck.kernel.tenancy import TenantId

_tenant: ContextVar[TenantId | None] = ContextVar("tenant", default=None)


def acting_tenant() -> TenantId | None:
    """Return the tenant for whom work is done now; None where it is the installation's own."""
    return _tenant.get()


@contextmanager
def acting_for(tenant: TenantId | None) -> Iterator[None]:
    """Work for the tenant while the block runs, or with None for the installation itself."""
    token = _tenant.set(tenant)
    try:
        yield
    finally:
        _tenant.reset(token)
