"""Evidence from what the library returned: pieces of turns in the order they were said, numbered for quoting."""

from collections.abc import Iterable
from typing import NamedTuple

from quarterdeck.contexts.assistant.contracts.quoting import Quoted
from quarterdeck.contexts.assistant.model import Evidence, SourceKind
from quarterdeck.contexts.meetings.model import Quote, Transcript
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.search.model import Hit, Span

REPLY_LIMIT = 600
"""The most characters taken of a turn that follows a found passage."""

WHOLE_LIMIT = 40_000
"""The most characters of a meeting that is taken whole: about an hour and a half of talk, or 10,000 tokens."""


class Piece(NamedTuple):
    """A span of one version of one document, not yet numbered."""

    document: str
    version: str
    span: Span
    source: SourceKind = SourceKind.MEETING


def numbered(pieces: Iterable[Piece]) -> tuple[Evidence, ...]:
    """Return the pieces without repetition, document by document in the order said, as ``e1``, ``e2``..."""
    ordered = sorted(set(pieces), key=lambda piece: (piece.document, piece.span.turn, piece.span.start))
    return as_given(ordered)


def as_given(pieces: Iterable[Piece]) -> tuple[Evidence, ...]:
    """Return the pieces without repetition in the order given, as ``e1``, ``e2``..."""
    return tuple(
        Evidence(f"e{number}", document, version, span.turn, span.speaker, span.start, span.text, source)
        for number, (document, version, span, source) in enumerate(dict.fromkeys(pieces), start=1)
    )


def found(hits: Iterable[Hit]) -> list[Piece]:
    """Return the spans of the passages."""
    return [Piece(h.passage.document, h.passage.version, span) for h in hits for span in h.passage.spans]


def replies(hits: Iterable[Hit], transcript: Transcript) -> list[Piece]:
    """Return the beginnings of the turns that follow the passages, which answer what a passage ends with.

    A turn that the passages have themselves is left out.
    """
    passages = [hit.passage for hit in hits]
    known = {span.turn for passage in passages for span in passage.spans}
    after = {passage.spans[-1].turn + 1: passage for passage in passages}
    return [
        Piece(passage.document, passage.version, _opening(transcript, turn))
        for turn, passage in after.items()
        if turn not in known and turn < len(transcript.turns)
    ]


def _opening(transcript: Transcript, index: int) -> Span:
    turn = transcript.turns[index]
    ends = [end for _, end in sentences(turn.text) if end <= REPLY_LIMIT]
    return Span(index, turn.speaker, 0, turn.text[: ends[-1] if ends else REPLY_LIMIT])


def around(meeting_id: str, transcript: Transcript, turns: Iterable[int]) -> list[Piece]:
    """Return the whole meeting, or of a long one these turns and their neighbours."""
    near = {near for turn in turns for near in (turn - 1, turn, turn + 1)}
    whole = sum(len(turn.text) for turn in transcript.turns) <= WHOLE_LIMIT
    return [
        Piece(meeting_id, transcript.version, Span(turn.index, turn.speaker, 0, turn.text))
        for turn in transcript.turns
        if turn.text and (whole or turn.index in near)
    ]


def quote_piece(version: str, meeting_id: str, quote: Quote) -> Piece:
    """Return the quote's own words as a piece."""
    return Piece(meeting_id, version, Span(quote.turn, quote.speaker, quote.start, quote.text))


def quoted(quote: Quote, evidence: Iterable[Evidence]) -> Quoted:
    """Return the quote by the id of the evidence that it stands in; without one it can't be located later."""
    where = (
        piece.id
        for piece in evidence
        if piece.turn == quote.turn
        and piece.start <= quote.start
        and quote.end <= piece.start + len(piece.text)
    )
    return Quoted(evidence=next(where, ""), quote=quote.text)
