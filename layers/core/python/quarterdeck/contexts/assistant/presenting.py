"""What an answer shows besides its text: its claims in order, its table and files, and where it comes from."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered
from quarterdeck.contexts.assistant.model import Answer, Claim, File, SourceKind
from quarterdeck.contexts.assistant.run import Place
from quarterdeck.contexts.meetings.model import Meeting


def in_order(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """Return the claims in the order in which the text has them, for who shows it goes through both together."""
    searched: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for claim in claims:
        place = text.find(claim.text, searched.get(claim.text, 0))
        searched[claim.text] = place + 1
        found.append((place, len(found)))
    return tuple(claims[at] for _, at in sorted(found))


def presented(
    contract: Contract[Any],
    brief: Brief,
    gathered: Gathered,
    answer: Answer,
    keep: Callable[[MadeFile], None],
) -> Answer:
    """Return the answer with its table and its files, which are kept."""
    if not answer.claims:
        return answer
    table = contract.table(brief, gathered, answer.claims) if contract.table else None
    made = contract.files(brief, gathered, answer.claims) if contract.files else []
    for file in made:
        keep(file)
    files = tuple(File(file.name, file.media_type, len(file.content)) for file in made)
    return replace(answer, table=table, files=files)


def cited(claims: Sequence[Claim], meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Return those of the meetings that a claim cites."""
    ids = {c.document for claim in claims for c in claim.citations if c.source is SourceKind.MEETING}
    return tuple(meeting for meeting in meetings if meeting.id in ids)


def places(gathered: Gathered) -> tuple[Place, ...]:
    """Return where the retrieved passages stand."""
    return tuple(
        Place(
            hit.passage.document,
            hit.passage.spans[0].turn,
            hit.passage.spans[-1].turn,
            round(hit.score, 4),
        )
        for hit in gathered.hits
    )
