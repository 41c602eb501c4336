"""The document of the limits, and what a tenant or an installation has instead of it."""

from pathlib import Path

import pytest

from infra.cdk.limits_file import MOST_BYTES, read_limits
from infra.local.cloud import WIDE_LIMITS
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.limits.bucket import Decision
from quarterdeck.platform.limits.fields import fields
from quarterdeck.platform.limits.policy import LimitClass, Rate, policy

ACME, OTHER = tenant_id("acme"), tenant_id("other")
TENANT = """
[tenants.acme.ask]
subject = { per_minute = 1, burst = 2 }
tenant = { per_minute = 3, burst = 4 }
open = false
"""
INSTALLATION = """
[classes.ask]
subject = { per_minute = 5, burst = 6 }
tenant = { per_minute = 7, burst = 8 }
open = true

[lock]
source = 100000
"""


def test_every_class_has_limits_and_logins_fail_closed() -> None:
    found = policy()
    assert set(found.classes) == set(LimitClass)
    assert {kind for kind, limits in found.classes.items() if limits.open} == {"ask", "ingest", "read"}
    assert (found.lock.credential, found.lock.minutes) == (10, 15)


def test_a_tenant_has_its_own_instead_of_the_common_ones() -> None:
    found = policy(TENANT)
    assert found.of(ACME, LimitClass.ASK).subject == Rate(per_minute=1, burst=2)
    assert found.of(ACME, LimitClass.READ) == policy().classes[LimitClass.READ]
    assert found.of(OTHER, LimitClass.ASK) == policy().classes[LimitClass.ASK]


def test_an_installation_replaces_parts() -> None:
    found = policy(INSTALLATION)
    assert found.of(OTHER, LimitClass.ASK).tenant.burst == 8
    assert found.classes[LimitClass.SIGNUP] == policy().classes[LimitClass.SIGNUP]
    assert (found.lock.credential, found.lock.source) == (10, 100_000)


def test_a_local_run_has_wider_limits_of_every_class() -> None:
    wide = policy(WIDE_LIMITS).classes
    assert all(wide[kind].tenant.burst > limits.tenant.burst for kind, limits in policy().classes.items())


@pytest.mark.parametrize(
    "text",
    ["classes = 1", "[clases.ask]\nopen = true", "[classes.asking]\n", "[lock]\ncredential = 0", "lock ="],
)
def test_what_is_no_such_document_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        policy(text)


def test_a_file_is_checked_before_it_is_deployed(tmp_path: Path) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(TENANT)
    assert (read_limits(str(file)), read_limits(None)) == (TENANT, "")
    file.write_text(TENANT + "#" * MOST_BYTES)
    with pytest.raises(ValueError, match="bytes"):
        read_limits(str(file))


def test_fields_are_as_the_draft_says() -> None:
    ask = Decision(allowed=True, rate=Rate(per_minute=20, burst=10), remaining=3, reset_s=21, retry_after_s=0)
    tenant = Decision(
        allowed=False, rate=Rate(per_minute=60, burst=30), remaining=0, reset_s=30, retry_after_s=1
    )
    assert fields({"ask": ask, "ask-tenant": tenant}) == {
        "RateLimit-Policy": '"ask";q=10;w=30, "ask-tenant";q=30;w=30',
        "RateLimit": '"ask";r=3;t=21, "ask-tenant";r=0;t=30',
    }
    assert fields({}) == {}
