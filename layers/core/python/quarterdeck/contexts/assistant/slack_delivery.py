"""Brings a run's answer into the Slack thread that asked, once, or tells why Slack doesn't take it."""

from msgspec import Struct

from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.slack_layout import layout
from quarterdeck.contexts.assistant.slack_people import SlackPeople
from quarterdeck.kernel.errors import MissingSetting, QuarterdeckError, Unavailable
from quarterdeck.kernel.observability import count, logger
from quarterdeck.kernel.tenancy import tenant_key
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.slack.buttons import ask_thumbs
from quarterdeck.platform.slack.reply import Thread, post_reply
from quarterdeck.platform.slack.workspaces import SlackWorkspaces

LEASE_SECONDS = 20
REFUSED = "refused"


class SlackDelivery(Struct, frozen=True):
    workspaces: SlackWorkspaces
    people: SlackPeople
    once: Once

    def deliver(self, run: Run) -> None:
        """Post the answer, unless it was posted or Slack refused it for good, which is counted and logged.

        Raises:
            Unavailable: Slack failed, or another try is under way; call again.
        """
        key = tenant_key(run.question.tenant, "REPLY", run.id)
        claim = self.once.claim(key, lease_seconds=LEASE_SECONDS)
        if claim.state is State.DONE:
            return
        if claim.state is State.HELD:
            raise Unavailable(f"the reply of {run.id} is being posted")
        try:
            ts = self._post(run, posted_before=claim.retaken)
        except Unavailable:
            self.once.release(key)
            raise
        except (QuarterdeckError, MissingSetting) as refusal:
            self.once.done(key, REFUSED)
            _tell(refusal)
            return
        self.once.done(key, ts)
        self.people.introduce(run)

    def _post(self, run: Run, *, posted_before: bool) -> str:
        address = run.question.reply_to.address if run.question.reply_to else {}
        thread = Thread(address["channel"], address["thread"])
        client = self.workspaces.client(address["team"])
        below = [] if run.outcome == "failed" else [ask_thumbs(run.id)]
        return post_reply(client, thread, run.id, layout(run, below), posted_before=posted_before)


def _tell(refusal: Exception) -> None:
    reason = type(refusal).__name__
    logger.warning("Slack refuses the answer", extra={"reason": reason, "problem": str(refusal)})
    count("RepliesRefused", reason=reason)
