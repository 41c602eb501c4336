"""PRODUCT_EXPLANATION: what a product or a feature is, how it works and what belongs to it."""

from collections.abc import Sequence
from itertools import zip_longest

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts import catalogue
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.coverage import topic_of
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Statement, Strict, claim
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent
from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.contexts.knowledge.model import Record, TableName
from quarterdeck.services.language.words import stem
from quarterdeck.services.llm.model import Message

SENTENCES, PARTS, MOST_FEATURES = 4, 8, 3
ABOUT = 0.5
"""What share of the question's terms a record must be about for the question to be about that record."""

INCLUDED = "What it includes:"
TASK = """\
Explain what the question asks about: in `what`, what it is and how it works, in two to four sentences; in \
`includes`, the features that belong to it, one short sentence each. Leave `includes` empty where a single feature is \
asked about. Say of what is only planned that it is."""
_ASKING = frozenset(
    stem(word)
    for word in """
    feature features product products platform sell include includes included explain overview work works
    plain simple simply word words term terms short brief briefly layman english basics
    """.split()
)
LOOKUP = catalogue.Lookup(24, (TableName.FEATURES, TableName.FEATURE_THEMES), "explains this", _ASKING)


Found = Sequence[tuple[Record, Evidence]]


class Explanation(Strict):
    """The explanation, part by part."""

    what: list[Statement] = Field(description="What it is and how it works")
    includes: list[Statement] = Field(description="What belongs to it; empty for a single feature")


def _gather(brief: Brief, library: Library) -> Gathered:
    return catalogue.gather(brief, library, LOOKUP)


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(_brief: Brief, gathered: Gathered) -> Explanation:
    records = catalogue.by_record(gathered)
    wanted = topic_of(gathered.topic).core - _ASKING
    if wanted:
        about = [(r, p) for r, p in records if _share(wanted, r) >= ABOUT][:MOST_FEATURES]
        return Explanation(what=[_described(pair, SENTENCES) for pair in about], includes=[])
    worth = _by_product(records, TableName.VALUE_PROPOSITIONS)
    features = _by_product(records, TableName.FEATURES)
    parts = [pair for row in zip_longest(*features) for pair in row if pair][:PARTS]
    return Explanation(
        what=[_described(pairs[0], 1) for pairs in worth], includes=[_described(pair, 1) for pair in parts]
    )


def _by_product(records: Found, table: TableName) -> list[Found]:
    """Return the records of the table, those of each product together, general ones last."""
    found = dict.fromkeys(record.product for record, _ in records if record.table is table)
    products = sorted(found, key=lambda name: name is None)
    return [[(r, p) for r, p in records if r.table is table and r.product == name] for name in products]


def _share(wanted: frozenset[str], record: Record) -> float:
    """Return how many of the terms the record is about: those of its name, and half of those only in its text."""
    named, told = set(terms(record.name)), set(terms(record.text))
    in_name = sum(term in named or not named.isdisjoint(synonyms(term)) for term in wanted)
    in_text = sum(term in told and term not in named for term in wanted)
    return (in_name + in_text / 2) / len(wanted) if in_name else 0.0


def _described(found: tuple[Record, Evidence], most: int) -> Statement:
    record, piece = found
    said = catalogue.telling(record.text) or catalogue.spoken(record.text)
    return catalogue.stated(record, piece, said[:most])


def _claims(output: Explanation, gathered: Gathered) -> Draft:
    what = [claim(s.text, s.quotes, gathered.evidence) for s in output.what]
    parts = [claim(s.text, s.quotes, gathered.evidence, INCLUDED) for s in output.includes]
    return Draft((*what, *parts), gathered.missing)


def _render(_brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    what = [made.text for made in claims if made.part != INCLUDED]
    parts = [f"- {made.text}" for made in claims if made.part == INCLUDED]
    return "\n".join([*what, *([INCLUDED, *parts] if parts else [])])


CONTRACT = Contract(
    name="PRODUCT_EXPLANATION",
    version="1",
    intent=Intent.PRODUCT_KNOWLEDGE,
    output=Explanation,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.NO_MEETING,
    help='a product or a feature explained: "How does the audit trail work?"',
)
