"""Credentials that follow the tenant for whom work is done: its session of the tenant role, or the function's own."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from botocore.credentials import Credentials, DeferredRefreshableCredentials

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.acting import acting_tenant

if TYPE_CHECKING:
    from mypy_boto3_sts import STSClient

REMEMBERED = 256
"""Tenants whose sessions a container keeps."""


class TenantCredentials(Credentials):
    """What a client signs with, asked anew for each request.

    A session lasts an hour and is renewed a quarter of an hour before its end, so a link that is signed with it is
    good for as long as that at least.
    """

    def __init__(self, own: Credentials, role: str, sts: Callable[[], "STSClient"]) -> None:
        super().__init__("", "", method="assume-role")
        self._own, self._role, self._sts = own, role, sts
        self._session = lru_cache(maxsize=REMEMBERED)(self._new_session)

    def get_frozen_credentials(self) -> Any:
        """Return the credentials of now."""
        tenant = acting_tenant()
        credentials = self._session(tenant) if tenant else self._own
        return credentials.get_frozen_credentials()

    def _new_session(self, tenant: TenantId) -> Credentials:
        return DeferredRefreshableCredentials(lambda: self._assume(tenant), "assume-role")

    def _assume(self, tenant: TenantId) -> dict[str, str]:
        found = self._sts().assume_role(
            RoleArn=self._role,
            RoleSessionName=f"tenant-{tenant}",  # at least two characters, which the installation's "-" has not
            Tags=[{"Key": "tenant", "Value": tenant}],
        )["Credentials"]
        return {
            "access_key": found["AccessKeyId"],
            "secret_key": found["SecretAccessKey"],
            "token": found["SessionToken"],
            "expiry_time": found["Expiration"].isoformat(),
        }


class TenantProvider:
    """Gives a botocore session tenant credentials in place of those that it would find."""

    def __init__(self, own: Callable[[], Any], role: str, sts: Callable[[], "STSClient"]) -> None:
        self._own, self._role, self._sts = own, role, sts

    def load_credentials(self) -> TenantCredentials:
        return TenantCredentials(self._own(), self._role, self._sts)
