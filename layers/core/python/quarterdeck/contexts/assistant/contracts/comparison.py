"""COMPARISON: what was said of the same with several customers, in several periods or meetings, side by side."""

from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.finds import Find, best
from quarterdeck.contexts.assistant.contracts.across.fitting import fitting
from quarterdeck.contexts.assistant.contracts.across.quoting import by_topic, cited, line, statement
from quarterdeck.contexts.assistant.contracts.across.reading import found, read
from quarterdeck.contexts.assistant.contracts.across.scope import looked_at, number
from quarterdeck.contexts.assistant.contracts.across.themed import Themed, draft, where
from quarterdeck.contexts.assistant.contracts.across.things import Thing, things
from quarterdeck.contexts.assistant.contracts.across.topics import Topic, topics
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Needs
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Strict
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent, Table
from quarterdeck.services.llm.model import Message

TASK = """\
Compare what the question names by the evidence, aspect by aspect (those that the question asks for, else at most \
five). Each sentence is about one of those compared and quotes only its meetings. Leave out what the evidence \
doesn't say. Don't count anything: meetings are counted for you."""
ASPECTS, CELLS = 5, 6
"""How many aspects are told, and from how many cells on each has one quote instead of two."""

NOTHING, TOGETHER = "nothing found", "Together"


class Comparison(Strict):
    """The aspects, each with what was said by or with those compared."""

    aspects: list[Themed] = Field(description="The aspects; empty if the evidence has none")


def _aspects(brief: Brief, gathered: Gathered) -> list[tuple[Topic, list[Find]]]:
    """Return the aspects asked for, else those that can be told of most of the things, and best finds of each."""
    compared = things(brief, gathered.meetings)
    pairs = [
        (topic, finds, sum(bool(thing.of(finds)) for thing in compared))
        for topic, finds in found(brief, gathered)
    ]
    if not topics(brief):
        pairs = sorted(pairs, key=lambda pair: -pair[2])
    chosen = [(topic, finds) for topic, finds, told in pairs[:ASPECTS] if told]
    quotes = 2 if len(chosen) * len(compared) < CELLS else 1
    return [
        (topic, [find for thing in compared for find in best(thing.of(finds), quotes)])
        for topic, finds in chosen
    ]


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    first = [find.sentence.piece.id for _, finds in _aspects(brief, gathered) for find in finds]
    return messages(TASK, brief, fitting(gathered.evidence, first), gathered.meetings)


def _extract(brief: Brief, gathered: Gathered) -> Comparison:
    return Comparison(
        aspects=[
            Themed(theme=topic.label, statements=[statement(find) for find in finds])
            for topic, finds in _aspects(brief, gathered)
        ]
    )


def _claims(output: Comparison, gathered: Gathered) -> Draft:
    return draft(output.aspects, gathered)


def _of(thing: Thing, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that are about this one alone: all that they cite belongs to it."""
    return [claim for claim in claims if all(thing.has(c.document, c.speaker) for c in claim.citations)]


def _cell(brief: Brief, gathered: Gathered, theme: str, thing: Thing, claims: Sequence[Claim]) -> str:
    """Return in how many of its meetings the aspect came up."""
    there = {m.id for m in (*where(brief, gathered, theme, ()), *cited(claims, gathered.meetings))}
    having = sum(meeting.id in there for meeting in thing.meetings)
    held = number(len(thing.meetings), "meeting")
    return f"in {having} of {held}" if thing.meetings else "no meetings"


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    compared = things(brief, gathered.meetings)
    lines = [looked_at(gathered.meetings), *_one_sided(compared, claims)]
    for aspect, group in by_topic(claims).items():
        lines += ["", aspect]
        for thing in compared:
            cell = _of(thing, group)
            told = _cell(brief, gathered, aspect, thing, cell) + ("" if cell else f", {NOTHING}")
            lines += [f"{thing.label} ({told})", *(line(each, gathered.meetings) for each in cell)]
        both = [each for each in group if not any(_of(thing, [each]) for thing in compared)]
        lines += [TOGETHER, *(line(each, gathered.meetings) for each in both)] if both else []
    return "\n".join(lines)


def _one_sided(compared: Sequence[Thing], claims: Sequence[Claim]) -> list[str]:
    """Say what is missing where there aren't two to compare."""
    told = [thing for thing in compared if _of(thing, claims)]
    lacking = [
        thing.label if thing.meetings else f"{thing.label} (no meetings)"
        for thing in compared
        if thing not in told
    ]
    if len(told) > 1:
        return []
    missing = (
        f"I found nothing for {' and '.join(lacking)}" if lacking else "there is nothing to compare it with"
    )
    only = told[0].label if told else "One"
    return [f"Only one side can be told, {only}: {missing}."]


def _table(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> Table:
    compared = things(brief, gathered.meetings)
    rows = [
        (aspect, *(_told(brief, gathered, aspect, thing, _of(thing, group)) for thing in compared))
        for aspect, group in by_topic(claims).items()
    ]
    return Table(("", *(thing.label for thing in compared)), tuple(rows))


def _told(brief: Brief, gathered: Gathered, aspect: str, thing: Thing, claims: Sequence[Claim]) -> str:
    return f"{_cell(brief, gathered, aspect, thing, claims)}: {_texts(claims)}"


def _texts(claims: Sequence[Claim]) -> str:
    return " ".join(claim.text for claim in claims) or NOTHING


CONTRACT = Contract(
    name="COMPARISON",
    version="1",
    intent=Intent.MULTI_MEETING,
    output=Comparison,
    gather=read,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.MEETINGS,
    table=_table,
    help='customers, periods or meetings side by side: "Compare Pinfold and Larkspur on price."',
)
