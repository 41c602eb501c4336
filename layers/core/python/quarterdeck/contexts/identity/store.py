"""Tenants, their people and API keys in DynamoDB: the only module that knows these rows.

A key's row is found by its public part before the tenant is known, so it isn't under the tenant's prefix.
"""

from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PutError

from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape


class TenantRow(Row):
    class Meta(TableMeta):
        table = "identity"
        table_name = physical_name("identity")

    name = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()


class ApiKeyRow(Row):
    class Meta(TableMeta):
        table = "identity"
        table_name = physical_name("identity")

    tenant = UnicodeAttribute()
    subject = UnicodeAttribute()
    role = UnicodeAttribute()
    digest = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()


class PersonRow(Row):
    class Meta(TableMeta):
        table = "identity"
        table_name = physical_name("identity")

    profile = JSONAttribute()


TABLE = shape(TenantRow, ApiKeyRow, PersonRow)


def add_tenant(row: TenantRow) -> None:
    """Store a new tenant.

    Raises:
        Conflict: the id is taken.
    """
    try:
        row.save(condition=TenantRow.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise Conflict(f"tenant {row.pk} exists already") from error
        raise


def tenant_row(tenant: TenantId) -> TenantRow:
    return TenantRow(tenant_key(tenant), "TENANT")


def api_key_row(public: str) -> ApiKeyRow:
    return ApiKeyRow(f"APIKEY#{public}", "APIKEY")


def find_api_key(public: str) -> ApiKeyRow | None:
    """Return the row of the key with this public part, if there is one."""
    try:
        return ApiKeyRow.get(f"APIKEY#{public}", "APIKEY")
    except ApiKeyRow.DoesNotExist:
        return None


def person_row(tenant: TenantId, subject: str, profile: dict[str, Any]) -> PersonRow:
    return PersonRow(tenant_key(tenant, "PERSON"), subject, profile=profile)


def find_person(tenant: TenantId, subject: str) -> PersonRow | None:
    """Return the row of what the person said, if there is one."""
    try:
        return PersonRow.get(tenant_key(tenant, "PERSON"), subject)
    except PersonRow.DoesNotExist:
        return None
