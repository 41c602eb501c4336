"""The material of a sales deck: what the chain found, what the customer's people want, what fits, what was promised."""

from collections.abc import Iterator

from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.base import Gathered
from quarterdeck.contexts.assistant.contracts.evidence import Piece
from quarterdeck.contexts.assistant.contracts.next_steps import step_text
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement, said
from quarterdeck.contexts.assistant.contracts.spoken import spoken
from quarterdeck.contexts.assistant.contracts.stored import is_telling, is_wish, quoted_in
from quarterdeck.contexts.assistant.model import Citation, Claim, SourceKind
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.services.search.model import Span


def cited_again(cited: Citation) -> Piece:
    """Return what an earlier contract cited as evidence."""
    span = Span(cited.turn, cited.speaker, cited.start, cited.quote)
    return Piece(cited.document, "", span, cited.source)


def again(made: Claim, gathered: Gathered) -> Statement:
    """Return an earlier claim, its citations by the ids that they have here."""
    places = {(p.document, p.turn, p.start, p.text): p.id for p in gathered.evidence}
    quotes = [
        Quoted(evidence=places.get((c.document, c.turn, c.start, c.quote), ""), quote=c.quote)
        for c in made.citations
    ]
    return Statement(text=made.text, quotes=quotes)


def wishes(gathered: Gathered) -> Iterator[Statement]:
    """Yield the sentences in which the customer's people say what they need, the most telling passage first."""
    customers = {name for meeting in gathered.meetings for name in meeting.customers()}
    seen = set()
    for sentence in spoken(piece for piece in gathered.evidence if piece.source is SourceKind.MEETING):
        theirs = sentence.piece.speaker in customers and not sentence.asks
        if theirs and is_wish(sentence.text) and sentence.text not in seen:
            seen.add(sentence.text)
            quote = Quoted(evidence=sentence.piece.id, quote=sentence.text)
            yield Statement(text=said(sentence.piece.speaker, sentence.text), quotes=[quote])


def features(gathered: Gathered, product: str) -> Iterator[Statement]:
    """Yield the product's features that are nearest to what they need."""
    for record, piece in catalogue.by_record(gathered):
        if record.table is TableName.FEATURES and record.product in (product, None):
            yield catalogue.stated(record, piece, catalogue.telling(record.text)[:1])


def steps(gathered: Gathered) -> Iterator[Statement]:
    """Yield what those who took part in the latest meeting promised there, but for "I'll check" and the like."""
    people = {participant.name for meeting in gathered.meetings[:1] for participant in meeting.participants}
    items = gathered.artifacts.action_items if gathered.artifacts else ()
    for item in (item for item in items if item.owner in people and (item.due or is_telling(item.action))):
        quote = quoted_in(gathered.meetings[0], item.quote, gathered.evidence)
        yield Statement(text=step_text(item.owner, item.action, item.due), quotes=[quote])
