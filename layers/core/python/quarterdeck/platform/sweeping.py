"""Sweeping a table: whatever belongs to somebody is found by looking at all keys, and goes.

No index says which rows are a tenant's, as a row's partition may be known to nobody any more. So the function's own
role lists keys, and nothing but keys and whose they are (``OWNERSHIP``); each row is deleted in its tenant's session.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.aws import client
from quarterdeck.platform.belonging import OWNERSHIP, Wanted
from quarterdeck.platform.erasing import Erased
from quarterdeck.platform.tables import physical_name

PARTS = 16
"""In how many parts a table is read: where a go ends, so that no key has to be remembered from one go to the next."""

LONG_ENOUGH = timedelta(seconds=60)


class Sweeping(Struct, frozen=True):
    clock: Clock

    def sweep(self, tenant: TenantId, wanted: Mapping[str, Wanted], cursor: str | None) -> Erased:
        """Delete what is wanted of each table, in the tenant's session, and return how many rows went in this go."""
        ends, number = self.clock.now() + LONG_ENOUGH, 0
        steps = [(table, part) for table in wanted for part in range(PARTS)]
        for step in range(int(cursor or 0), len(steps)):
            table, part = steps[step]
            number += sum(delete(tenant, table, key) for key in _keys(table, wanted[table], part))
            if self.clock.now() >= ends and step + 1 < len(steps):
                return Erased(number, str(step + 1))
        return Erased(number)


def _keys(table: str, wanted: Wanted, part: int) -> Iterator[dict[str, Any]]:
    """Return the keys of the wanted rows in this part, read for no tenant."""
    keys = "#pk, #sk"
    named = (name for name in OWNERSHIP if f"#{name}" in keys + wanted.condition)
    reading: dict[str, Any] = {
        "TableName": physical_name(table),
        "Segment": part,
        "TotalSegments": PARTS,
        "Select": "SPECIFIC_ATTRIBUTES",
        "ProjectionExpression": keys,
        "FilterExpression": wanted.condition,
        "ExpressionAttributeNames": {f"#{name}": name for name in named},
        "ExpressionAttributeValues": {name: {"S": value} for name, value in wanted.values.items()},
    }
    after: dict[str, Any] = {}
    while True:
        with acting_for(None):
            page = client("dynamodb").scan(**reading, **after)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        after = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def delete(tenant: TenantId, table: str, key: dict[str, Any]) -> int:
    """Delete the row in the tenant's session, and return that it was one."""
    with acting_for(tenant):
        client("dynamodb").delete_item(TableName=physical_name(table), Key=key)
    return 1
