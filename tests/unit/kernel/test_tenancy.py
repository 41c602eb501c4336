"""Tenant ids can't be mistaken for one another in any key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import tenant_id, tenant_key, tenant_path

TENANTS = st.from_regex(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", fullmatch=True)


@given(TENANTS, TENANTS)
def test_no_tenants_keys_lie_under_anothers_prefix(one: str, other: str) -> None:
    if one != other:
        assert not tenant_key(tenant_id(one), "RUN").startswith(tenant_key(tenant_id(other)) + "#")
        assert not tenant_path(tenant_id(one), "x").startswith(tenant_path(tenant_id(other)) + "/")


@pytest.mark.parametrize("text", ["", "ab", "A-Corp", "a#b", "a/b", "-abc", "abc-", "abc\n", "a" * 41, "ábc"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="tenant id"):
        tenant_id(text)
