"""The meetings context at work on real tables and objects."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from quarterdeck.kernel.tenancy import TenantId
from tests.support.tables import running_tables


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with running_tables(tmp_path_factory.mktemp("tables"), ["meetings", "outbox", "audit", "origins"]):
        yield


@pytest.fixture
def tenant(tables: None) -> TenantId:  # noqa: ARG001 - they must run
    return TenantId(f"t-{uuid4().hex[:12]}")
