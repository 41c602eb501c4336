"""API keys: a row that its public part finds, for their use, and one under their tenant, for its list."""

from msgspec import Struct
from pynamodb.exceptions import UpdateError

from quarterdeck.contexts.identity.model import ApiKey
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.store.rows import ApiKeyRow, IssuedKeyRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.observability import logger
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Writes


class StoredKey(Struct, frozen=True):
    """A key and the digest of its secret."""

    key: ApiKey
    digest: str


def add(transaction: Writes, key: ApiKey, digest: str) -> None:
    """Add the new key to the transaction."""
    described = dump(key)
    lookup = ApiKeyRow(
        *_lookup(key.public), tenant=key.tenant, subject=key.subject, key=described, digest=digest
    )
    transaction.save(lookup, condition=ApiKeyRow.pk.does_not_exist())
    transaction.save(IssuedKeyRow(*_listed(key.tenant, key.id), subject=key.subject, key=described))


def remove(transaction: Writes, key: ApiKey) -> None:
    """Add the key's end to the transaction; one that is gone already fails it."""
    transaction.delete(ApiKeyRow(*_lookup(key.public)), condition=ApiKeyRow.pk.exists())
    transaction.delete(IssuedKeyRow(*_listed(key.tenant, key.id)), condition=IssuedKeyRow.pk.exists())


def find(public: str) -> StoredKey | None:
    """Return the key with this public part as it is at this moment, if there is one."""
    try:
        row = ApiKeyRow.get(*_lookup(public), consistent_read=True)
    except ApiKeyRow.DoesNotExist:
        return None
    return StoredKey(_to_key(row), row.digest)


def get(tenant: TenantId, key_id: str) -> ApiKey:
    """Return the tenant's key of that id.

    Raises:
        NotFound: there is none.
    """
    try:
        return _to_key(IssuedKeyRow.get(*_listed(tenant, key_id), consistent_read=True))
    except IssuedKeyRow.DoesNotExist:
        raise NotFound(f"no key {key_id}") from None


def newest(tenant: TenantId, *, limit: int, before: str | None) -> tuple[list[ApiKey], str | None]:
    """Return up to ``limit`` keys, latest first, and what to pass as ``before`` for more (None at the end)."""
    pk, _ = _listed(tenant, "")
    rows, last = IssuedKeyRow.page(pk, limit=limit, after=before)
    return [_to_key(row) for row in rows], last


def note_use(key: ApiKey, day: str) -> None:
    """Note the day of the key's last use. What can't be noted now is noted at the next use; a revoked key stays so."""
    try:
        for row in (IssuedKeyRow(*_listed(key.tenant, key.id)), ApiKeyRow(*_lookup(key.public))):
            row.update(actions=[type(row).used_on.set(day)], condition=type(row).pk.exists())
    except UpdateError as error:
        logger.warning("key use not noted", extra={"reason": error.cause_response_code})


def _to_key(row: ApiKeyRow | IssuedKeyRow) -> ApiKey:
    still = {each.value for each in Permission}
    described = row.key | {"used_on": row.used_on, "scopes": [s for s in row.key["scopes"] if s in still]}
    key: ApiKey = load(ApiKey, described)
    return key


def _lookup(public: str) -> tuple[str, str]:
    return f"APIKEY#{public}", "APIKEY"


def _listed(tenant: TenantId, key_id: str) -> tuple[str, str]:
    return tenant_key(tenant, "KEY"), key_id
