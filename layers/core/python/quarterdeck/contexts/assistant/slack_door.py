"""A Slack message becomes an order for the answer machine, once. On the acknowledgement path: light imports only."""

from msgspec import Struct

from quarterdeck.contexts.assistant.model import Order, Question, ReplyTo
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.machines import start
from quarterdeck.platform.slack.events import SlackQuestion

LEASE_SECONDS = 10
LONGEST = 4000


class SlackDoor(Struct, frozen=True):
    """Starts the machine at ``machine_arn`` for each event that was not seen before."""

    machine_arn: str
    once: Once

    def ask(self, tenant: TenantId, asked: SlackQuestion) -> str | None:
        """Start the answer and return its run id; None where an earlier delivery of the event did so.

        Raises:
            Conflict: another delivery of the event is under way; Slack comes back after anything but a 2xx.
        """
        key = tenant_key(tenant, "SLACK", asked.event_id)
        claim = self.once.claim(key, lease_seconds=LEASE_SECONDS)
        if claim.state is State.DONE:
            return None
        if claim.state is State.HELD:
            raise Conflict(f"another delivery of event {asked.event_id} is under way")
        order = order_of(tenant, asked)
        start(self.machine_arn, order.question.run_id, dump_json(order).decode())
        self.once.done(key, order.question.run_id)
        return order.question.run_id


def order_of(tenant: TenantId, asked: SlackQuestion) -> Order:
    """Return the order for the event's answer; the same event gives the same run."""
    question = Question(
        tenant=tenant,
        run_id=derived("run", asked.sent_at, tenant, asked.event_id),
        text=asked.text[:LONGEST],
        asker=f"slack:{asked.team_id}:{asked.user}",
        conversation_id=f"slack:{asked.channel}:{asked.thread_ts}",
        as_of=asked.sent_at,
        correlation_id=asked.event_id,
        reply_to=ReplyTo(
            "slack", {"team": asked.team_id, "channel": asked.channel, "thread": asked.thread_ts}
        ),
    )
    return Order(question)
