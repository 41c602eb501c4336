"""Clients sign as the tenant for whom work is done, and as the function itself for nobody."""

from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from botocore.credentials import Credentials
from botocore.model import StructureShape
from botocore.session import get_session
from botocore.validate import ParamValidator

from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform import tenant_credentials
from quarterdeck.platform.acting import acting_for, acting_tenant
from quarterdeck.platform.audit.model import INSTALLATION
from quarterdeck.platform.tenant_credentials import TenantCredentials

ACME, BOREAL = tenant_id("acme"), tenant_id("boreal")
ROLE = "arn:aws:iam::111122223333:role/Tenant"


class Sts:
    """Gives out sessions that last for the given time, and remembers for what it was asked."""

    def __init__(self, lasts: timedelta = timedelta(hours=1)) -> None:
        self.lasts = lasts
        self.asked: list[dict[str, Any]] = []

    def assume_role(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        tenant = asked["Tags"][0]["Value"]
        return {
            "Credentials": {
                "AccessKeyId": f"{tenant}-{len(self.asked)}",
                "SecretAccessKey": "secret",
                "SessionToken": "token",
                "Expiration": datetime.now(UTC) + self.lasts,
            }
        }


def signed_by(credentials: TenantCredentials, tenant: TenantId | None) -> str:
    with acting_for(tenant):
        return str(credentials.get_frozen_credentials().access_key)


def credentials_of(sts: Sts) -> TenantCredentials:
    return TenantCredentials(Credentials("own", "secret"), ROLE, lambda: sts)  # type: ignore[arg-type, return-value]


def test_work_is_for_nobody_until_it_is_said_for_whom() -> None:
    assert acting_tenant() is None
    with acting_for(ACME):
        with acting_for(None):
            assert acting_tenant() is None
        assert acting_tenant() == ACME
    assert acting_tenant() is None


def test_what_fails_is_not_worked_for_any_longer() -> None:
    with pytest.raises(ZeroDivisionError), acting_for(ACME):
        raise ZeroDivisionError
    assert acting_tenant() is None


def test_a_thread_works_for_whom_its_context_does() -> None:
    seen = []
    with acting_for(ACME):
        context = copy_context()
        for run in (lambda: context.run(lambda: seen.append(acting_tenant())),):
            thread = Thread(target=run)
            thread.start()
            thread.join()
    assert seen == [ACME]


def test_each_tenant_has_a_session_of_its_own_which_is_kept() -> None:
    sts = Sts()
    credentials = credentials_of(sts)
    found = [signed_by(credentials, tenant) for tenant in (ACME, None, BOREAL, ACME)]
    assert found == ["acme-1", "own", "boreal-2", "acme-1"]
    assert sts.asked[0] == {
        "RoleArn": ROLE,
        "RoleSessionName": "tenant-acme",
        "Tags": [{"Key": "tenant", "Value": "acme"}],
    }


def test_the_installations_session_has_a_name_that_sts_takes() -> None:
    sts = Sts()
    signed_by(credentials_of(sts), INSTALLATION)
    shape = get_session().get_service_model("sts").operation_model("AssumeRole").input_shape
    assert isinstance(shape, StructureShape)
    assert not ParamValidator().validate(sts.asked[0], shape).has_errors()


def test_a_session_near_its_end_is_renewed() -> None:
    credentials = credentials_of(Sts(lasts=timedelta(minutes=14)))
    assert [signed_by(credentials, ACME) for _ in range(2)] == ["acme-1", "acme-2"]


def test_the_sessions_that_are_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenant_credentials, "REMEMBERED", 1)
    credentials = credentials_of(Sts())
    assert [signed_by(credentials, tenant) for tenant in (ACME, BOREAL, ACME)] == [
        "acme-1",
        "boreal-2",
        "acme-3",
    ]
