"""An answer as Slack shows it."""

from collections.abc import Sequence

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Citation, SourceKind
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.platform.slack.blocks import Block, Layout, Paragraph, Quote, lay_out


def layout(run: Run, below: Sequence[Block] = ()) -> Layout:
    """Return the answer as Slack shows it: all that callers over HTTP get, each claim followed by its quotes.

    What a table holds stands in the text too, for Slack's text has no columns. ``below`` are at most two blocks to
    stand under it.
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
