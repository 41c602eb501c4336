"""FAQ_ANSWER: a short, direct answer about our products: the figure, the price, the period or the policy asked for."""

import re
from collections.abc import Sequence
from itertools import groupby

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.asked import Asked, asked
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Statement, Strict, claim
from quarterdeck.contexts.assistant.contracts.select import select
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent
from quarterdeck.contexts.knowledge.model import Record, TableName
from quarterdeck.services.llm.model import Message

LOOKUP = catalogue.Lookup(12, (TableName.FEATURES,), "answers this")
MOST_PRODUCTS = 4
_PRICE = re.compile(r"\bhow much (?:is|are|for)\b", re.IGNORECASE)
TASK = """\
Answer in one or two short sentences, beginning with the fact that is asked for. Name the product. Where several \
products fit and the question names none, give one sentence a product."""


class FaqAnswer(Strict):
    """The answer, sentence by sentence."""

    statements: list[Statement] = Field(
        description="The sentences of the answer; empty if the evidence has none"
    )


def _gather(brief: Brief, library: Library) -> Gathered:
    return catalogue.gather(brief, library, LOOKUP)


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(_brief: Brief, gathered: Gathered) -> FaqAnswer:
    wanted = asked(_PRICE.sub(r"\g<0> price", gathered.topic), (), ())
    records = {piece.id: record for record, piece in catalogue.by_record(gathered)}
    found = {piece.id: 1 / place for place, piece in enumerate(gathered.evidence, start=1)}
    # Facts are in features; the other tables, which argue, are read where these have no answer.
    facts = [piece for piece in gathered.evidence if records[piece.id].table is TableName.FEATURES]
    chosen = select(wanted, facts, found) or select(wanted, gathered.evidence, found)
    chosen = [sentence for sentence in chosen if not catalogue.is_link(sentence.text)]
    best = [chosen] if chosen else []
    for product in _other_products(chosen, records):
        theirs = [piece for piece in facts if records[piece.id].product == product]
        best.append(_as_good(wanted, chosen, select(wanted, theirs, found)))
    said = [(s.piece, s.text) for sentences in best for s in sentences]
    together = groupby(said, key=lambda pair: pair[0])
    return FaqAnswer(
        statements=[
            catalogue.stated(records[piece.id], piece, [text for _, text in pairs])
            for piece, pairs in together
        ]
    )


def _other_products(chosen: Sequence[Sentence], records: dict[str, Record]) -> list[str]:
    """Return the products besides those of the best sentences, if these are of one: more answers may be meant."""
    first = {records[sentence.piece.id].product for sentence in chosen}
    if None in first or not chosen:
        return []
    others = dict.fromkeys(record.product for record in records.values() if record.product)
    return [product for product in others if product not in first][: MOST_PRODUCTS - 1]


def _as_good(wanted: Asked, chosen: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[Sentence]:
    """Return the best sentence of another product if it is about as many of the terms and has what is expected."""
    terms = set(wanted.terms)
    least = max(len(terms & sentence.terms) for sentence in chosen)
    return [
        sentence
        for sentence in theirs
        if len(terms & sentence.terms) >= least
        and (wanted.expected is None or wanted.expected.pattern.search(sentence.text))
    ][:1]


def _claims(output: FaqAnswer, gathered: Gathered) -> Draft:
    made = tuple(claim(s.text, s.quotes, gathered.evidence) for s in output.statements)
    return Draft(made, gathered.missing)


def _render(_brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    return "\n".join(made.text for made in claims)


CONTRACT = Contract(
    name="FAQ_ANSWER",
    version="1",
    intent=Intent.PRODUCT_KNOWLEDGE,
    output=FaqAnswer,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.NO_MEETING,
    help='what customers often want to know: "How much is a seat?"',
)
