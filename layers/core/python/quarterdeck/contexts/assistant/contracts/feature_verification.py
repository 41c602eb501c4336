"""FEATURE_VERIFICATION: whether our products can do something: yes, no, not yet, or not documented; never a guess.

The verdict is made by code from the sentence that decides it, whoever picked the sentence.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.coverage import Topic, coverage, topic_of
from quarterdeck.contexts.assistant.contracts.polarity import Says, says
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Strict, claim, said
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent
from quarterdeck.contexts.assistant.products import mentioned, without
from quarterdeck.contexts.knowledge.model import Record, TableName
from quarterdeck.services.llm.model import Message

LOOKUP = catalogue.Lookup(20, (TableName.FEATURES,), "decides this, which doesn't mean no")
ENOUGH, CLOSE, AS_GOOD = 0.7, 0.4, 0.9
MOST, NEAREST = 4, 2
_VERDICTS = tuple(verdict.value for verdict in Says if verdict)
TASK = """\
Pick the sentences that decide whether what the question asks for is there: at most one a product, whole and word for \
word. A sentence that says it is not there, or only planned, decides it too. If no sentence speaks of just this, \
return an empty list; what merely resembles it decides nothing."""


class Verification(Strict):
    """The sentences that decide."""

    deciding: list[Quoted] = Field(description="The deciding sentences; empty if none speaks of it")


class _Judged(NamedTuple):
    """A sentence of a record and how much of the topic it speaks of."""

    covers: float
    sentence: str
    record: Record
    piece: Evidence


def _gather(brief: Brief, library: Library) -> Gathered:
    """Return the features, since benefits promise and segments wish; of several products the first is asked about."""
    found = catalogue.gather(brief, library, LOOKUP)
    text = brief.question.text
    named = sorted(mentioned(text, found.names), key=lambda name: text.lower().find(name.lower()))
    records = tuple(
        record
        for record in found.records
        if record.table is TableName.FEATURES and (not named or record.product in (named[0], None))
    )
    documents = {catalogue.document(record) for record in records}
    evidence = tuple(piece for piece in found.evidence if piece.document in documents)
    return replace(found, topic=without(text, named[:1]), records=records, evidence=evidence)


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(_brief: Brief, gathered: Gathered) -> Verification:
    judged = list(_judged(topic_of(gathered.topic), gathered))
    best = max((each.covers for each in judged), default=0.0)
    products: dict[str | None, _Judged] = {}
    for each in sorted(judged, key=lambda each: -each.covers):
        if each.covers >= max(ENOUGH, AS_GOOD * best) or (best < ENOUGH and each.covers >= CLOSE):
            products.setdefault(each.record.product, each)
    chosen = list(products.values())[: MOST if best >= ENOUGH else NEAREST]
    return Verification(deciding=[Quoted(evidence=each.piece.id, quote=each.sentence) for each in chosen])


def _judged(topic: Topic, gathered: Gathered) -> Iterator[_Judged]:
    for record, piece in catalogue.by_record(gathered):
        for sentence in catalogue.spoken(piece.text):
            yield _Judged(coverage(topic, sentence, record.name, record.text), sentence, record, piece)


def _claims(output: Verification, gathered: Gathered) -> Draft:
    topic, records = topic_of(gathered.topic), {p.id: r for r, p in catalogue.by_record(gathered)}
    made = [_claim(topic, quote, records.get(quote.evidence), gathered) for quote in output.deciding]
    return Draft(tuple(made), gathered.missing)


def _claim(topic: Topic, quote: Quoted, record: Record | None, gathered: Gathered) -> Claim:
    """Return the verdict with its sentence, and the sentence that puts the whole record off or limits it."""
    if record is None:
        return Claim(quote.quote, ())
    covers, verdict = (
        coverage(topic, quote.quote, record.name, record.text),
        says(topic, quote.quote, record.text),
    )
    decided, state = covers >= ENOUGH and verdict is not Says.UNSURE, catalogue.state_of(record.text)
    with_state = state and verdict is not says(topic, quote.quote, "") and state != quote.quote
    quotes = [quote, Quoted(evidence=quote.evidence, quote=state)] if with_state else [quote]
    words = '" "'.join(each.quote for each in quotes)
    text, best = said(catalogue.label(record), words), _best(topic, record)
    return claim(
        f"{verdict} {text}" if decided else text,
        quotes if covers >= max(CLOSE, AS_GOOD * best) else (),
        gathered.evidence,
    )


def _best(topic: Topic, record: Record) -> float:
    """Return how much of the topic the record's best sentence speaks of."""
    return max(coverage(topic, said, record.name, record.text) for said in catalogue.spoken(record.text))


def _render(_brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    """Write the verdicts, or that nothing decides it and what comes nearest."""
    decided = [made.text for made in claims if made.text.startswith(_VERDICTS)]
    near = ["Not documented. " + gathered.missing, "The nearest that is documented:"]
    return "\n".join(decided or [*near, *(made.text for made in claims)])


CONTRACT = Contract(
    name="FEATURE_VERIFICATION",
    version="1",
    intent=Intent.PRODUCT_KNOWLEDGE,
    output=Verification,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.NO_MEETING,
    help='whether a product can do something: "Does it sign people in through SAML?"',
)
