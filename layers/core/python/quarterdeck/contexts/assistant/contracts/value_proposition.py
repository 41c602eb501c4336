"""VALUE_PROPOSITION: what a product is worth to whom: its benefits, their themes, and the sentences that prove them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement, Strict, claim
from quarterdeck.contexts.assistant.contracts.stored import WISHES, meetings_with, said_about, wishes_in
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent
from quarterdeck.contexts.assistant.products import mentioned
from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.knowledge.model import Record, TableName
from quarterdeck.services.language.words import stem
from quarterdeck.services.llm.model import Message

BENEFITS, TOLD = 4, 1200
"""The most benefits, and how many characters of what the chain found before are looked up too."""

PROOF = "proof"
_ASKING = frozenset(
    stem(word)
    for word in """
    value proposition propositions benefit benefits differentiator differentiators advantage selling point points
    product products usp worth buy choose pick customer customers company companies prospect
    """.split()
)
TASK = """\
Say what our product is worth to those whom the question names: first, in `who`, what they need; then the benefits \
that fit them, most important first, each with the sentences that prove it. Keep to the benefits that the evidence \
states; a figure belongs into the proof."""
_SEGMENT, _THEME = "customer segment", "value theme"
_FIGURE = re.compile(r"\d")
_PREFERRED = (TableName.VALUE_PROPOSITIONS, TableName.CUSTOMER_SEGMENTS, TableName.VALUE_THEMES)
LOOKUP = catalogue.Lookup(20, _PREFERRED, "says what this is worth", _ASKING)

Found = Sequence[tuple[Record, Evidence]]


class Benefit(Strict):
    """One benefit and what proves it."""

    benefit: Statement = Field(description="What they gain")
    proof: list[Statement] = Field(description="What proves it; empty if nothing does")


class ValueProposition(Strict):
    """For whom, and what for."""

    who: list[Statement] = Field(description="What those who are named need; empty if nobody is")
    benefits: list[Benefit] = Field(description="The benefits, most important first")


def _gather(brief: Brief, library: Library) -> Gathered:
    """Return the records; in a chain those that fit what it found before, and what the customer's people want."""
    meetings = meetings_with(brief, library)
    wanted = wishes_in(said_about(WISHES, meetings, library), meetings)
    told = " ".join([wanted, *(made.text for made in brief.earlier)])[:TOLD].strip()
    return catalogue.gather(brief, library, LOOKUP, told)


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(brief: Brief, gathered: Gathered) -> ValueProposition:
    records = _of_one_product(brief, gathered)
    worth = [pair for pair in records if pair[0].table is TableName.VALUE_PROPOSITIONS]
    segments = [pair for pair in records if pair[0].table is TableName.CUSTOMER_SEGMENTS]
    asked = [pair for pair in segments if _is_named(pair[0], gathered.topic)]
    fitting = [pair for pair in worth if _is_for(pair[0], [segment for segment, _ in asked])] or worth
    fitting = sorted(fitting, key=lambda pair: pair[0].product is None)
    who = [catalogue.stated(r, p, catalogue.telling(r.text)[:2]) for r, p in asked[:1]]
    return ValueProposition(who=who, benefits=[_benefit(*pair) for pair in fitting[:BENEFITS]])


def _of_one_product(brief: Brief, gathered: Gathered) -> Found:
    """Return the records of the product that is meant; without one, of the one that fits best in a chain."""
    records = catalogue.by_record(gathered)
    if not brief.earlier or mentioned(brief.question.text, gathered.names):
        return records
    weights: Counter[str] = Counter()
    for place, (record, _) in enumerate(records, start=1):
        if record.product:
            weights[record.product] += round(1000 / place)
    best = {name for name, _ in weights.most_common(1)}
    return [(record, piece) for record, piece in records if record.product in {*best, None}]


def _is_named(segment: Record, text: str) -> bool:
    """Tell whether the text names the segment by most of its name's words."""
    name = set(terms(segment.name))
    return len(name & set(terms(text))) * 2 >= len(name)


def _is_for(record: Record, segments: Iterable[Record]) -> bool:
    """Tell whether the benefit is linked to one of the segments."""
    linked = catalogue.linked(record.text, _SEGMENT)
    return any(segment.name in linked for segment in segments)


def _benefit(record: Record, piece: Evidence) -> Benefit:
    """Return the record's first sentence with its theme, and of the others as proof those with a figure first."""
    first, *rest = catalogue.telling(record.text) or catalogue.spoken(record.text)
    theme = catalogue.linked(record.text, _THEME)
    proof = sorted(rest, key=lambda said: not _FIGURE.search(said))[:2]
    quotes = [Quoted(evidence=piece.id, quote=said) for said in (first, theme) if said]
    named = f"{catalogue.label(record)} – {_value(theme)}" if theme else catalogue.label(record)
    return Benefit(
        benefit=Statement(text=f"{named}: {first}", quotes=quotes),
        proof=[Statement(text=s, quotes=[Quoted(evidence=piece.id, quote=s)]) for s in proof],
    )


def _value(sentence: str) -> str:
    return sentence.partition(": ")[2].rstrip(".")


def _claims(output: ValueProposition, gathered: Gathered) -> Draft:
    return Draft(tuple(_made(output, gathered)), gathered.missing)


def _made(output: ValueProposition, gathered: Gathered) -> Iterator[Claim]:
    for who in output.who:
        yield claim(who.text, who.quotes, gathered.evidence)
    for each in output.benefits:
        yield claim(each.benefit.text, each.benefit.quotes, gathered.evidence)
        for proof in each.proof:
            yield claim(proof.text, proof.quotes, gathered.evidence, PROOF)


def _render(_brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    return "\n".join(f"  Proof: {m.text}" if m.part == PROOF else f"- {m.text}" for m in claims)


CONTRACT = Contract(
    name="VALUE_PROPOSITION",
    version="1",
    intent=Intent.PRODUCT_KNOWLEDGE,
    output=ValueProposition,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.NO_MEETING,
    help='why somebody should buy: "Why should a hospital buy it?"',
)
