"""Endpoints and deliveries in the table ``connectors``.

An endpoint is found by its id before the tenant is known, so that row isn't under the tenant's prefix; a second one
lists it there. A delivery's row stays for good: it is what makes a replay, however late, no second event.
"""

import re

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.connectors.webhooks.model import Delivery, Endpoint, Vendor
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId, tenant_id, tenant_key
from quarterdeck.platform.tables import Row, TableMeta, is_refused, physical_name, shape, transaction

_ID = re.compile(r"[0-9a-f]{48}")


class ConnectorsMeta(TableMeta):
    table = "connectors"
    table_name = physical_name("connectors")


class EndpointRow(Row):
    class Meta(ConnectorsMeta):
        pass

    tenant = UnicodeAttribute()
    vendor = UnicodeAttribute()
    name = UnicodeAttribute()
    url = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    secrets = UnicodeAttribute(null=True)


class ListedRow(Row):
    """Names an endpoint among its tenant's."""

    class Meta(ConnectorsMeta):
        pass


class DeliveryRow(Row):
    class Meta(ConnectorsMeta):
        pass

    vendor = UnicodeAttribute()
    event_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    body = UnicodeAttribute()
    size = NumberAttribute()
    received_at = UTCDateTimeAttribute()


TABLE = shape(EndpointRow, ListedRow, DeliveryRow)


def add(endpoint: Endpoint) -> None:
    """Store a new endpoint."""
    row = EndpointRow(
        *_key(endpoint.id),
        tenant=endpoint.tenant,
        vendor=endpoint.vendor.value,
        name=endpoint.name,
        url=endpoint.url,
        created_at=endpoint.created_at,
        secrets=endpoint.secrets,
    )
    with transaction() as together:
        together.save(row, condition=EndpointRow.pk.does_not_exist())
        together.save(ListedRow(*_listed(endpoint)))


def find(endpoint_id: str) -> Endpoint | None:
    """Return the endpoint, if there is one."""
    if not _ID.fullmatch(endpoint_id):
        return None
    try:
        row = EndpointRow.get(*_key(endpoint_id), consistent_read=True)
    except EndpointRow.DoesNotExist:
        return None
    return Endpoint(
        endpoint_id,
        tenant_id(row.tenant),
        Vendor(row.vendor),
        row.name,
        row.url,
        row.created_at,
        row.secrets,
    )


def page(tenant: TenantId, limit: int, before: str | None) -> tuple[list[Endpoint], str | None]:
    """Return the tenant's newest endpoints, and where the page after begins, if there is one."""
    older = ListedRow.sk < before if before else None
    rows = list(ListedRow.query(_list(tenant), older, scan_index_forward=False, limit=limit + 1))
    found = [find(row.sk.rpartition("#")[2]) for row in rows[:limit]]
    return [each for each in found if each], rows[limit - 1].sk if len(rows) > limit else None


def keep_version(endpoint: Endpoint, version: str) -> None:
    """Note which version of its secrets holds from now on, in place of the endpoint's.

    Raises:
        Conflict: another version holds meanwhile, or the endpoint is gone.
    """
    before = EndpointRow.secrets
    as_known = before == endpoint.secrets if endpoint.secrets else before.does_not_exist()
    try:
        EndpointRow(*_key(endpoint.id)).update(
            [EndpointRow.secrets.set(version)], EndpointRow.pk.exists() & as_known
        )
    except UpdateError as error:
        if not is_refused(error):
            raise
        raise Conflict("the webhook has just been given another secret, or removed: look again") from error


def remove(endpoint: Endpoint) -> None:
    """Forget the endpoint; its deliveries stay."""
    with transaction() as together:
        together.delete(EndpointRow(*_key(endpoint.id)))
        together.delete(ListedRow(*_listed(endpoint)))


def add_delivery(together: TransactWrite, delivery: Delivery) -> None:
    """Add the delivery to the transaction, which fails if it was delivered before."""
    row = DeliveryRow(
        tenant_key(delivery.tenant, "DELIVERY", delivery.endpoint),
        delivery.id,
        vendor=delivery.vendor.value,
        event_id=delivery.event_id,
        kind=delivery.kind,
        body=delivery.body,
        size=delivery.size,
        received_at=delivery.received_at,
    )
    together.save(row, condition=DeliveryRow.pk.does_not_exist())


def _key(endpoint_id: str) -> tuple[str, str]:
    return f"WEBHOOK#{endpoint_id}", "ENDPOINT"


def _listed(endpoint: Endpoint) -> tuple[str, str]:
    return _list(endpoint.tenant), f"{int(endpoint.created_at.timestamp() * 1000):013}#{endpoint.id}"


def _list(tenant: TenantId) -> str:
    return tenant_key(tenant, "WEBHOOK")
