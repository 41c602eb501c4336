"""An answer as Slack shows it."""

from collections.abc import Sequence
from dataclasses import replace

from quarterdeck.contexts.assistant.model import Citation, SourceKind
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.platform.slack.blocks import Block, Layout, Paragraph, Quote, lay_out


def layout(run: Run, below: Sequence[Block] = ()) -> Layout:
    """Return the answer as Slack shows it: all that callers over HTTP get, each claim followed by its quotes.

    ``below`` are at most two blocks to stand under it.
    """
    answer = lay_out([*_text(run), *_table(run), *_files(run)], f"{run.verdict.contract} · {run.id}")
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


def _table(run: Run) -> list[Paragraph]:
    """Return the rows, each cell under its column's name: Slack's text has no columns."""
    if run.answer.table is None:
        return []
    columns, rows = run.answer.table.columns, run.answer.table.rows
    cells = [[f"{name}: {cell}" for name, cell in zip(columns, row, strict=True) if cell] for row in rows]
    return [Paragraph(" · ".join(row)) for row in cells if row]


def _files(run: Run) -> list[Paragraph]:
    return [
        Paragraph(f"File: {file.name} ({file.media_type}, {file.size} bytes)") for file in run.answer.files
    ]
