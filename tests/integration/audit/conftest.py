"""The audit trail at work on its tables."""

import pytest

from quarterdeck.kernel.tenancy import TenantId, tenant_id


@pytest.fixture
def tenant(request: pytest.FixtureRequest, tables: None) -> TenantId:  # noqa: ARG001 - the tables must be there
    """A tenant of the test's own."""
    return tenant_id(f"t-{abs(hash(request.node.nodeid)):x}"[:40])
