"""The port that the replies' caches fill."""

from typing import Protocol

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.llm.model import Call
from quarterdeck.services.llm.provider import ProviderReply


class ReplyCache(Protocol):
    """Replies of earlier calls, of one scope at a time."""

    def find(self, call: Call) -> ProviderReply | None:
        """Return the reply to an equal prompt, or to a question that means the same; None where there is none."""
        ...

    def keep(self, call: Call, reply: ProviderReply) -> None:
        """Keep a valid reply for later calls, for a while."""
        ...

    def forget(self, tenant: TenantId, source: str) -> int:
        """Forget all replies made from the document, in whatever version, and return how many there were."""
        ...
