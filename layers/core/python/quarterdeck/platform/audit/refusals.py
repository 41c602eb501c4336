"""Refusals in the audit trail: all of them are counted, and a flood of them makes few entries.

Within a minute, the first refusal of one kind from one address makes an entry, then the tenth, the hundredth and so on;
each stands for those since the one before. Besides, a tenant gets so many such entries a minute at most. What stays out
is in the metric ``Refusals``. A refusal is answered as one even if it can't be put on record; that raises an alarm.
"""

from msgspec import Struct
from pynamodb.exceptions import PynamoDBException

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.ids import Ids
from quarterdeck.kernel.observability import count, logger
from quarterdeck.kernel.tenancy import tenant_key
from quarterdeck.platform.audit.model import Actor, Entry, Refused, Result
from quarterdeck.platform.audit.origins import Origins
from quarterdeck.platform.audit.writing import record
from quarterdeck.platform.limits import table
from quarterdeck.platform.limits.bucket import Buckets
from quarterdeck.platform.limits.policy import Rate

ENTRIES = Rate(per_minute=60, burst=60)
KEPT_SECONDS = 180


class Refusals(Struct, frozen=True):
    buckets: Buckets
    origins: Origins
    clock: Clock
    ids: Ids

    def note(self, refused: Refused) -> None:
        """Count the refusal, and put it on record if it is its turn."""
        count("Refusals", reason=refused.reason)
        try:
            self._note(refused)
        except (Unavailable, PynamoDBException):
            count("RefusalsNotRecorded")
            logger.exception("a refusal is not on record")

    def _note(self, refused: Refused) -> None:
        number = self._counted(refused)
        if not _is_power_of_ten(number):
            return
        pk = tenant_key(refused.tenant, "REFUSED")
        if self.buckets.take(pk, "ENTRIES", ENTRIES).allowed:
            record(self._entry(refused, number - number // 10))

    def _counted(self, refused: Refused) -> int:
        now = int(self.clock.now().timestamp())
        kind = f"{now // 60}#{refused.reason}#{refused.action}#{refused.ip}"
        where = table.key(tenant_key(refused.tenant, "REFUSED"), kind)
        values = {":one": {"N": "1"}, ":expires": {"N": str(now + KEPT_SECONDS)}}
        change = "SET expires = :expires ADD refusals :one"
        row = table.update(self.buckets.table, where, change, values)
        return int(row["refusals"]["N"])

    def _entry(self, refused: Refused, since_last: int) -> Entry:
        origin = self.origins.of(refused.tenant, refused.ip, refused.agent)
        actor = Actor(refused.tenant, refused.subject, refused.correlation_id, "api", origin)
        return Entry(
            id=self.ids.new("aud"),
            at=self.clock.now(),
            actor=actor,
            action=refused.action,
            target=refused.target,
            result=Result.REFUSED,
            reason=refused.reason,
            count=since_last,
        )


def _is_power_of_ten(number: int) -> bool:
    return str(number).rstrip("0") == "1"
