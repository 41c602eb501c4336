"""What the product contracts share: records as evidence, which products are meant, and when to ask back."""

import re
from collections.abc import Iterable

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.base import Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import Piece, as_given
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement
from quarterdeck.contexts.assistant.model import Evidence, SourceKind
from quarterdeck.contexts.assistant.products import Shelf, mentioned, without
from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.knowledge.model import Record, TableName
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.language.denial import denies, limits, postpones
from quarterdeck.services.search.model import Span

_POINTING = re.compile(
    r"\b(?:it|its|this|that|they|them|(?:the|this|that|our) (?:product|platform|tool|solution|software|app))\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:availability|status): ", re.IGNORECASE)
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,2}: ")
"""What a fact or a link of a record begins with: "Price: $14." or "Value theme: Less waste."."""


_LINK = re.compile(
    r"(?:value (?:proposition|theme)|feature|feature theme|customer segment)s?: ", re.IGNORECASE
)


class Lookup(Struct, frozen=True):
    """How a contract looks records up: how many, and rather of which tables.

    ``missing`` ends "I found nothing in the product knowledge that...". ``general`` are stems that say nothing of
    what is asked about: a question with no others is about all products.
    """

    limit: int
    prefer: tuple[TableName, ...]
    missing: str
    general: frozenset[str] = frozenset()


def gather(brief: Brief, library: Library, lookup: Lookup, told: str = "") -> Gathered:
    """Return the records that the question is most about, or what to ask back where it doesn't say which product.

    ``told`` are words besides the question to look for.
    """
    text = brief.question.text
    shelf = _shelf(brief, library, lookup, told)
    topic = without(text, shelf.products).strip()
    return Gathered(
        evidence=as_given(pieces(shelf)),
        missing=_missing(shelf, lookup.missing, text),
        names=shelf.products,
        snapshot=shelf.version if shelf.total else "",
        records=tuple(record for record in shelf.records if record.text),
        topic=topic,
        unclear="" if told or not _is_unclear(brief, topic, shelf) else _which(shelf.products),
    )


def _shelf(brief: Brief, library: Library, lookup: Lookup, told: str) -> Shelf:
    text = brief.question.text

    def find(words: str) -> Shelf:
        return library.products(words, lookup.limit, brief.asker.product, lookup.prefer)

    shelf = find(f"{text} {told}".strip())
    if not shelf.records and (told or set(terms(text)) <= lookup.general):
        return find(" ".join(shelf.products))
    return shelf


def _is_unclear(brief: Brief, topic: str, shelf: Shelf) -> bool:
    """Tell whether the question points at a product ("how much is it?") and none is named or current."""
    pointing = _POINTING.search(topic) and len(set(terms(topic))) <= 1
    known = mentioned(brief.question.text, shelf.products) or brief.asker.product in shelf.products
    return bool(pointing) and not known and len(shelf.products) > 1


def pieces(shelf: Shelf) -> list[Piece]:
    """Return each record that says anything as a piece of evidence, best first."""
    return [
        Piece(document(record), shelf.version, Span(0, record.name, 0, record.text), SourceKind.PRODUCT)
        for record in shelf.records
        if record.text
    ]


def document(record: Record) -> str:
    """Return what citations call the record."""
    return f"{record.table}/{record.id}"


def by_record(gathered: Gathered) -> list[tuple[Record, Evidence]]:
    """Return each record with the evidence that it is, best first."""
    found = {piece.document: piece for piece in gathered.evidence}
    return [(r, found[document(r)]) for r in gathered.records if document(r) in found]


def label(record: Record) -> str:
    """Return the record by its name and, unless that says so, the product that it is of."""
    said = not record.product or mentioned(record.name, [record.product])
    return record.name if said else f"{record.name} ({record.product})"


def state_of(text: str) -> str:
    """Return the sentence that says since when or for whom all of the record is there, if one does."""
    return next((said for said in spoken(text) if _STATE.match(said)), "")


def stated(record: Record, piece: Evidence, said: Iterable[str]) -> Statement:
    """Return these sentences of the record as one statement, with the one that puts off or limits all of it."""
    state = state_of(record.text)
    limiting = [state] if postpones(state) or denies(state) or limits(state) else []
    words = list(dict.fromkeys([*said, *limiting]))
    quotes = [Quoted(evidence=piece.id, quote=each) for each in words]
    return Statement(text=f"{label(record)}: {' '.join(words)}", quotes=quotes)


def telling(text: str) -> list[str]:
    """Return the sentences of a record's text that describe it, without those that only state a fact or a link."""
    return [said for said in spoken(text) if not _LABEL.match(said)]


def is_link(said: str) -> bool:
    """Tell a sentence that only names what the record is linked to."""
    return _LINK.match(said) is not None


def linked(text: str, kind: str) -> str:
    """Return the sentence that names what the record is linked to, such as "Value theme: Less waste."."""
    return next((said for said in spoken(text) if said.lower().startswith(f"{kind}: ")), "")


def spoken(text: str) -> list[str]:
    """Return the sentences of the text."""
    return [text[start:end] for start, end in sentences(text)]


def _which(products: Iterable[str]) -> str:
    return "\n".join(["Which product do you mean?", *(f"- {name}" for name in products)])


def _missing(shelf: Shelf, what: str, text: str) -> str:
    if shelf.trouble:
        return f"The product knowledge can't be read at the moment: {shelf.trouble}"
    if not shelf.total:
        return "There is no product knowledge yet: connect its tables, then ask again."
    return f"I found nothing in the product knowledge that {what}: {text.strip()}"
