"""Rating with the buttons under an answer in Slack."""

import json
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from quarterdeck.contexts.assistant.feedback.labels import INTENTS, LABELS
from quarterdeck.contexts.assistant.feedback.model import Channel, Correction, Thumb
from quarterdeck.contexts.assistant.feedback.requests import CorrectionBody
from quarterdeck.contexts.assistant.feedback.service import Feedback, Rater
from quarterdeck.contexts.assistant.slack_layout import layout
from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.slack.buttons import CHOICE, DOWN, MEANT, UP, WORDS, form, thank
from quarterdeck.platform.slack.interactions import Actor, Pressed, Sent
from quarterdeck.platform.slack.reply import open_form, update_reply
from quarterdeck.platform.slack.workspaces import SlackWorkspaces

LEASE_SECONDS = 10
VERDICTS = {UP: Thumb.UP, DOWN: Thumb.DOWN}
CHOICES = {INTENTS[intent]: contracts for intent, contracts in LABELS.items()}
NOTHING_SAID = "Choose something, or say it in your own words."


class SlackFeedback(Struct, frozen=True):
    feedback: Feedback
    workspaces: SlackWorkspaces
    once: Once

    def take(self, tenant: TenantId, done: Pressed | Sent, correlation_id: str) -> dict[str, Any]:
        """Do what the person asks, once, and return what Slack is to be answered.

        Raises:
            QuarterdeckError: a button can't be served; a form that can't be says so itself.
        """
        actor = done.actor
        rater = Rater(tenant, f"slack:{actor.team_id}:{actor.user}", correlation_id, Channel.SLACK)
        if isinstance(done, Pressed):
            self._once(rater, actor, lambda: self._press(rater, done))
            return {}
        if not any(done.fields.values()):
            return _problem(NOTHING_SAID)
        try:
            self._once(rater, actor, lambda: self._send(rater, done))
        except QuarterdeckError as error:
            return _problem(error.detail)
        return {}

    def _press(self, rater: Rater, pressed: Pressed) -> None:
        place = {"run_id": pressed.value, "channel": pressed.channel, "ts": pressed.ts}
        if pressed.action_id == MEANT:
            client = self.workspaces.client(pressed.actor.team_id)
            open_form(client, pressed.actor.trigger_id, form(CHOICES, json.dumps(place)))
        elif pressed.action_id in VERDICTS:
            self._rate(rater, pressed.actor, place, VERDICTS[pressed.action_id])

    def _send(self, rater: Rater, sent: Sent) -> None:
        meant = CorrectionBody(contract=sent.fields.get(CHOICE) or None, text=sent.fields.get(WORDS, ""))
        self._rate(rater, sent.actor, json.loads(sent.remembered), Thumb.DOWN, meant.value())

    def _rate(
        self,
        rater: Rater,
        actor: Actor,
        place: dict[str, str],
        verdict: Thumb,
        correction: Correction | None = None,
    ) -> None:
        """Rate the run, and show under its answer that this is noted."""
        run_id = place["run_id"]
        rating = self.feedback.rate(rater, run_id, verdict, correction)
        run = self.feedback.records.run(rater.tenant, run_id)
        noted = layout(run, thank(run_id, rating.verdict, told=rating.correction is not None))
        update_reply(self.workspaces.client(actor.team_id), place["channel"], place["ts"], run_id, noted)

    def _once(self, rater: Rater, actor: Actor, do: Callable[[], None]) -> None:
        """Do it unless another delivery of the same interaction did it or is doing it."""
        key = tenant_key(rater.tenant, "SLACK", actor.trigger_id)
        if self.once.claim(key, lease_seconds=LEASE_SECONDS).state is not State.OURS:
            return
        try:
            do()
        except QuarterdeckError:
            self.once.release(key)
            raise
        self.once.done(key, actor.user)


def _problem(detail: str) -> dict[str, Any]:
    """Return the answer that shows the form again with what is wrong."""
    return {"response_action": "errors", "errors": {WORDS: detail}}
