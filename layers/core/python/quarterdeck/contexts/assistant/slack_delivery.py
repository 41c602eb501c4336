"""Brings a run's answer into the Slack thread that asked, once."""

from dataclasses import dataclass

from quarterdeck.contexts.assistant.model import Citation, SourceKind
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.errors import Forbidden, Unavailable
from quarterdeck.kernel.tenancy import tenant_key
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.secrets import Secrets
from quarterdeck.platform.slack.blocks import Layout, Paragraph, Quote, lay_out
from quarterdeck.platform.slack.client import slack_client
from quarterdeck.platform.slack.reply import Thread, post_reply

LEASE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class SlackDelivery:
    """The app's secret has ``signing_secret``, and ``bot_token.<team id>`` for each workspace."""

    secrets: Secrets
    secret_name: str
    base_url: str
    once: Once

    def deliver(self, run: Run) -> None:
        """Post the answer, unless it was posted.

        Raises:
            Unavailable: Slack failed, or another try is under way; call again.
            QuarterdeckError: Slack refuses for good.
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
        self.once.done(key, ts)

    def _post(self, run: Run, *, posted_before: bool) -> str:
        address = run.question.reply_to.address if run.question.reply_to else {}
        token = self.secrets.get(self.secret_name).get(f"bot_token.{address['team']}")
        if not token:
            raise Forbidden(
                f"there is no bot token of the Slack workspace {address['team']}: install the app there"
            )
        thread = Thread(address["channel"], address["thread"])
        client = slack_client(token, self.base_url)
        return post_reply(client, thread, run.id, layout(run), posted_before=posted_before)


def layout(run: Run) -> Layout:
    """Return the answer as Slack shows it: all of its text, and after each claim the quotes that support it."""
    places = {meeting.id: f"{meeting.title}, {meeting.date.date()}" for meeting in run.meetings}

    def quote(cited: Citation) -> Quote:
        place = "our product knowledge" if cited.source is SourceKind.PRODUCT else cited.document
        return Quote(cited.quote, cited.speaker, places.get(cited.document, place))

    paragraphs: list[Paragraph] = []
    rest = run.answer.text
    for claim in run.answer.claims:
        before, found, after = rest.partition(claim.text)
        part = before + found if found else claim.text
        rest = after if found else rest
        paragraphs.append(Paragraph(part, tuple(quote(cited) for cited in claim.citations)))
    return lay_out([*paragraphs, Paragraph(rest)], f"{run.verdict.contract} · {run.id}")
