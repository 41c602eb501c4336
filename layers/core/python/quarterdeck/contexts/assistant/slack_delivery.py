"""Brings a run's answer into the Slack thread that asked, once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quarterdeck.contexts.assistant.model import Citation, SourceKind
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.tenancy import tenant_key
from quarterdeck.platform.idempotency import Once, State
from quarterdeck.platform.slack.blocks import Block, Layout, Paragraph, Quote, lay_out
from quarterdeck.platform.slack.buttons import ask_thumbs
from quarterdeck.platform.slack.reply import Thread, post_reply
from quarterdeck.platform.slack.workspaces import SlackWorkspaces

LEASE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class SlackDelivery:
    workspaces: SlackWorkspaces
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
        thread = Thread(address["channel"], address["thread"])
        client = self.workspaces.client(address["team"])
        below = [] if run.outcome == "failed" else [ask_thumbs(run.id)]
        return post_reply(client, thread, run.id, layout(run, below), posted_before=posted_before)


def layout(run: Run, below: Sequence[Block] = ()) -> Layout:
    """Return the answer as Slack shows it: all that callers over HTTP get, each claim followed by its quotes.

    What a table holds stands in the text too, for Slack's text has no columns.

    ``below`` are at most two blocks to stand under it.
    """
    knowledge = [f"product knowledge {run.snapshot}"] if run.snapshot else []
    footer = " · ".join([run.verdict.contract, *knowledge, run.id])
    answer = lay_out([*_text(run), *_files(run)], footer)
    return replace(answer, blocks=[*answer.blocks, *below])


def _text(run: Run) -> list[Paragraph]:
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
    return [*paragraphs, Paragraph(rest)]


def _files(run: Run) -> list[Paragraph]:
    if not run.answer.files:
        return []
    names = ", ".join(f"{file.name} ({-(-file.size // 1024)} KB)" for file in run.answer.files)
    return [Paragraph(f"Files: {names}\nTo download: quarterdeck run {run.id} --save FOLDER")]
