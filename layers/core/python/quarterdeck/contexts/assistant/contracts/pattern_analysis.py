"""PATTERN_ANALYSIS: what comes up across meetings, with how many customers, each pattern in their own words."""

from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.finds import best
from quarterdeck.contexts.assistant.contracts.across.fitting import fitting
from quarterdeck.contexts.assistant.contracts.across.quoting import by_topic, line, statement
from quarterdeck.contexts.assistant.contracts.across.reading import found, read, wanted
from quarterdeck.contexts.assistant.contracts.across.scope import counted, looked_at
from quarterdeck.contexts.assistant.contracts.across.themed import Themed, draft, where
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Needs
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Strict
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent, Table
from quarterdeck.services.llm.model import Message

TASK = """\
The evidence is from several meetings. Name the patterns in it that the question asks for, at most five: a theme of \
two or three common words, and under it one to four sentences that say who said what. Quote each customer that the \
pattern holds for. Don't count anything: customers and meetings are counted for you."""
THEMES, QUOTES_ALONE, QUOTES = 5, 8, 3


class Patterns(Strict):
    """The patterns, the widest first."""

    patterns: list[Themed] = Field(description="The patterns; empty if the evidence has none")


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    first = [
        find.sentence.piece.id
        for _, finds in found(brief, gathered)[:THEMES]
        for find in best(finds, QUOTES_ALONE)
    ]
    return messages(TASK, brief, fitting(gathered.evidence, first), gathered.meetings)


def _extract(brief: Brief, gathered: Gathered) -> Patterns:
    patterns = found(brief, gathered)[:THEMES]
    quotes = QUOTES_ALONE if len(patterns) == 1 else QUOTES
    return Patterns(
        patterns=[
            Themed(theme=topic.label, statements=[statement(find) for find in best(finds, quotes)])
            for topic, finds in patterns
        ]
    )


def _claims(output: Patterns, gathered: Gathered) -> Draft:
    return draft(output.patterns, gathered)


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    kind = wanted(brief).signal
    lines = [looked_at(gathered.meetings)]
    for theme, group in by_topic(claims).items():
        there = where(brief, gathered, theme, group)
        kinds = f", as {kind.name}" if kind and theme.lower() != kind.name else ""
        lines += [
            "",
            f"{theme}{kinds}: in {counted(there)}",
            *(line(each, gathered.meetings) for each in group),
        ]
    return "\n".join(lines)


def _table(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> Table:
    rows = []
    for theme, group in by_topic(claims).items():
        there = where(brief, gathered, theme, group)
        companies = sorted({meeting.company for meeting in there})
        rows.append((theme, str(len(companies)), str(len(there)), ", ".join(companies)))
    return Table(("Theme", "Customers", "Meetings", "With"), tuple(rows))


CONTRACT = Contract(
    name="PATTERN_ANALYSIS",
    version="1",
    intent=Intent.MULTI_MEETING,
    output=Patterns,
    gather=read,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.MEETINGS,
    table=_table,
    help='what comes up across meetings: "Which objections come up most?"',
)
