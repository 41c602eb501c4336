"""What a person asks, and the earlier turns of the conversation."""

from dataclasses import dataclass, field
from datetime import datetime

from quarterdeck.contexts.assistant.model.meant import MeetingScope
from quarterdeck.contexts.assistant.model.verdict import Intent
from quarterdeck.kernel.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where the answer goes besides the caller: a Slack thread, the sockets that listen, or nowhere."""

    channel: str
    address: dict[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Question:
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


@dataclass(frozen=True, slots=True)
class Order:
    """What starts the answer machine: a question, or the wish to replay an earlier run's."""

    question: Question
    replay_of: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn of a conversation: what was asked and answered, and which meetings it was about.

    ``scope`` is what restricted a question across several meetings.
    """

    question: str
    intent: Intent
    contract: str
    meeting_ids: tuple[str, ...] = field(default=())
    answer: str = ""
    scope: MeetingScope = field(default_factory=MeetingScope)
