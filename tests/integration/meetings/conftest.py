"""The meetings context at work on real tables and objects."""

from uuid import uuid4

import pytest

from quarterdeck.kernel.tenancy import TenantId


@pytest.fixture
def tenant(tables: None) -> TenantId:  # noqa: ARG001 - they must run
    return TenantId(f"t-{uuid4().hex[:12]}")
