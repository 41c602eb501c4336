"""What a person asks, and the earlier turns of the conversation."""

from datetime import datetime

from msgspec import Struct

from quarterdeck.contexts.assistant.model.meant import MeetingScope
from quarterdeck.contexts.assistant.model.verdict import Intent
from quarterdeck.kernel.tenancy import TenantId


class ReplyTo(Struct, frozen=True):
    """Where the answer goes besides the caller: a Slack thread, the sockets that listen, or nowhere."""

    channel: str
    address: dict[str, str]

    def __hash__(self) -> int:
        return hash(self.channel)


class Question(Struct, frozen=True):
    """What a person asked. ``as_of`` is the day that "last Tuesday" counts from; ``meeting_id`` names the meeting
    where the caller already knows it, ``origin`` where the question came from (``platform.audit.origins``).
    """

    tenant: TenantId
    run_id: str
    text: str
    asker: str
    conversation_id: str
    as_of: datetime
    correlation_id: str
    meeting_id: str | None = None
    reply_to: ReplyTo | None = None
    origin: str = ""


class Order(Struct, frozen=True):
    """What starts the answer machine: a question, or the wish to replay an earlier run's."""

    question: Question
    replay_of: str | None = None


class Exchange(Struct, frozen=True):
    """One earlier turn of a conversation: what was asked and answered, and which meetings it was about.

    ``scope`` is what restricted a question across several meetings.
    """

    question: str
    intent: Intent
    contract: str
    meeting_ids: tuple[str, ...] = ()
    answer: str = ""
    scope: MeetingScope = MeetingScope()
