"""API keys, found by their public part."""

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.identity.store.rows import ApiKeyRow


def row(public: str) -> ApiKeyRow:
    return ApiKeyRow(f"APIKEY#{public}", "APIKEY")


def add(transaction: TransactWrite, key: ApiKeyRow) -> None:
    """Add the new key to the transaction."""
    transaction.save(key, condition=ApiKeyRow.pk.does_not_exist())


def find(public: str) -> ApiKeyRow | None:
    """Return the row of the key with this public part, if there is one."""
    try:
        return ApiKeyRow.get(f"APIKEY#{public}", "APIKEY")
    except ApiKeyRow.DoesNotExist:
        return None
