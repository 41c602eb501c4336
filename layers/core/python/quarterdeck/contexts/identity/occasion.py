"""When something is done, and in which request."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct, field

from quarterdeck.kernel.ids import Ids, UlidIds
from quarterdeck.kernel.tenancy import TenantId


def _unknown(_tenant: TenantId) -> str:
    return ""


class Occasion(Struct, frozen=True):
    """When something is done, in which request, through which channel, and where new ids come from.

    ``origin`` returns where the request came from, as a tenant's audit trail has it. An occasion is also a clock that
    stands still.
    """

    at: datetime
    correlation_id: str
    ids: Ids = field(default_factory=UlidIds)
    channel: str = "api"
    origin: Callable[[TenantId], str] = _unknown

    def now(self) -> datetime:
        return self.at
