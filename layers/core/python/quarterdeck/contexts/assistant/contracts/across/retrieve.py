"""Reads what may matter of many meetings in few searches: the more meetings, the more passages, up to a limit."""

from collections.abc import Iterable, Sequence

from quarterdeck.contexts.assistant.brief import Meetings
from quarterdeck.contexts.assistant.contracts.base import Library
from quarterdeck.contexts.assistant.contracts.evidence import Piece
from quarterdeck.services.search.model import Hit

SEARCHES = 12
"""The most searches of one answer."""

BATCH = 25
"""How many meetings one search looks at, unless that would take more than ``SEARCHES``."""

EACH, FEWEST = 2, 60
"""How many passages a search returns: so many a meeting, and no fewer than that."""

MOST = 120
"""The most passages of a search across all meetings."""


def about(library: Library, meetings: Meetings, queries: Sequence[str]) -> list[Hit]:
    """Return the passages nearest to the queries, each once.

    One query is put to batches of the meetings, so that no meeting hides another; several are put to all at once.
    """
    ids = [meeting.id for meeting in meetings]
    if len(queries) == 1:
        found = [library.passages(queries[0], batch, _limit(len(batch))) for batch in _batches(ids)]
    else:
        found = [library.passages(query, ids, min(_limit(len(ids)), MOST)) for query in queries[:SEARCHES]]
    return list({hit.passage.id: hit for hits in found for hit in hits}.values())


def _limit(meetings: int) -> int:
    return max(FEWEST, EACH * meetings)


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    size = max(BATCH, -(-len(ids) // SEARCHES))
    return [ids[at : at + size] for at in range(0, len(ids), size)]


def spans(hits: Iterable[Hit]) -> list[Piece]:
    """Return the spans of the passages."""
    return [Piece(h.passage.document, h.passage.version, span) for h in hits for span in h.passage.spans]
