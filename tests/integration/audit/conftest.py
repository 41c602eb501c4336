"""The tables of the audit trail and of the limits on an emulator."""

from collections.abc import Iterator

import pytest

from quarterdeck.kernel.tenancy import TenantId, tenant_id
from tests.support.tables import running_tables


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with running_tables(tmp_path_factory.mktemp("tables"), ["audit", "origins", "limits", "outbox"]):
        yield


@pytest.fixture
def tenant(request: pytest.FixtureRequest, tables: None) -> TenantId:  # noqa: ARG001 - the tables must be there
    """A tenant of the test's own."""
    return tenant_id(f"t-{abs(hash(request.node.nodeid)):x}"[:40])
