"""Data protection at work on real tables."""

from uuid import uuid4

import pytest

from quarterdeck.kernel.tenancy import TenantId


@pytest.fixture
def tenant(tables: None) -> TenantId:  # noqa: ARG001 - they must run
    """A tenant of the test's own."""
    return TenantId(f"t-{uuid4().hex[:12]}")
