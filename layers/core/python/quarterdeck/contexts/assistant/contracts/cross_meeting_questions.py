"""CROSS_MEETING_QUESTIONS: what customers ask in meeting after meeting, alike questions together, answered or open."""

from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.alike import Asked
from quarterdeck.contexts.assistant.contracts.across.fitting import fitting
from quarterdeck.contexts.assistant.contracts.across.often import OTHER, counts, question_groups
from quarterdeck.contexts.assistant.contracts.across.pairs import pair, pair_claim, place, places
from quarterdeck.contexts.assistant.contracts.across.quoting import by_topic, line
from quarterdeck.contexts.assistant.contracts.across.scope import (
    described,
    everything,
    looked_at,
    none_there,
    number,
    within,
)
from quarterdeck.contexts.assistant.contracts.across.themes import themes
from quarterdeck.contexts.assistant.contracts.across.topics import topics
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.customer_questions import (
    AskedAndAnswered,
    wants_only_open,
)
from quarterdeck.contexts.assistant.contracts.evidence import numbered, quote_piece
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Strict
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent, Table
from quarterdeck.services.llm.model import Message

TASK = """\
The evidence has what customers asked in several meetings, and what they were answered. Group the questions that ask \
the same or concern the same theme, at most five themes of two or three common words, those of most customers first. \
Give up to three questions a theme, each with the words that answer it; without an answer it is open. Don't count \
anything: customers and meetings are counted for you."""
MEETINGS = 400
"""The most meetings whose questions are read, the latest."""

THEMES, EACH = 5, 3


class Theme(Strict):
    """Questions that concern the same."""

    theme: str = Field(description="Two or three common words that name it")
    questions: list[AskedAndAnswered] = Field(description="The customers' questions")


class Questions(Strict):
    """The themes, that of most customers first."""

    themes: list[Theme] = Field(description="The themes; empty if nothing was asked")


def _gather(brief: Brief, library: Library) -> Gathered:
    known = everything(brief, library)
    wanted = within(known, brief.scope)[:MEETINGS]
    if not wanted:
        return Gathered((), none_there(brief.scope, known))
    asked = library.questions([meeting.id for meeting in wanted])
    there = {each.meeting_id for each in asked}
    meetings = tuple(meeting for meeting in wanted if meeting.id in there)
    versions = {meeting.id: meeting.version or "" for meeting in meetings}
    pieces = [
        quote_piece(versions[each.meeting_id], each.meeting_id, quote)
        for each in asked
        for item in each.questions
        for quote in (item.quote, *item.answer)
    ]
    kind = "open questions" if wants_only_open(brief.question) else "questions"
    looked = f"I looked at {number(len(meetings), 'meeting')}{described(brief.scope)}"
    missing = f"{looked} and found no such {kind} from customers."
    names = (OTHER, *(theme.name for theme in themes()), *(topic.label for topic in topics(brief)))
    return Gathered(
        numbered(pieces),
        missing,
        meetings=meetings,
        looked_at=len(meetings),
        gone=len(wanted) - len(meetings),
        questions=tuple(asked),
        names=names,
    )


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    where = places(gathered)
    shown = (
        group[0]
        for groups in list(question_groups(brief, gathered).values())[:THEMES]
        for group in groups[:EACH]
    )
    first = [
        where[place(asked, quote)] for asked in shown for quote in (asked.item.quote, *asked.item.answer)
    ]
    return messages(TASK, brief, fitting(gathered.evidence, first), gathered.meetings)


def _extract(brief: Brief, gathered: Gathered) -> Questions:
    where = places(gathered)
    return Questions(
        themes=[
            Theme(theme=theme, questions=[pair(group[0], where) for group in groups[:EACH]])
            for theme, groups in list(question_groups(brief, gathered).items())[:THEMES]
        ]
    )


def _claims(output: Questions, gathered: Gathered) -> Draft:
    made = (pair_claim(each, theme.theme, gathered) for theme in output.themes for each in theme.questions)
    return Draft(tuple(made), gathered.missing)


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    groups = question_groups(brief, gathered)
    lines = [looked_at(gathered.meetings)]
    for theme, group in by_topic(claims).items():
        lines += ["", f"{theme}{_told(groups.get(theme, []))}"]
        for each in group:
            lines += [line(each, gathered.meetings), *_alike(each, groups.get(theme, []))]
    return "\n".join(lines)


def _told(groups: Sequence[Sequence[Asked]]) -> str:
    """Return how often the theme was asked about; nothing for one that isn't among ours."""
    every = [asked for group in groups for asked in group]
    return f": {counts(every)}" if every else ""


def _alike(claim: Claim, groups: Sequence[Sequence[Asked]]) -> list[str]:
    """Return how often else the same was asked."""
    first = claim.citations[0]
    here = (first.document, first.turn, first.start)
    group = next((each for each in groups if here in {place(asked, asked.item.quote) for asked in each}), [])
    return [f"  (asked alike: {counts(group)})"] if len(group) > 1 else []


def _table(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> Table:
    groups = question_groups(brief, gathered)
    rows = []
    for theme in by_topic(claims):
        every = [asked for group in groups.get(theme, []) for asked in group]
        meetings = {asked.meeting.id: asked.meeting for asked in every}
        customers = {meeting.company for meeting in meetings.values()}
        still = sum(not asked.item.answer for asked in every)
        rows.append((theme, *map(str, (len(customers), len(meetings), len(every), still))))
    return Table(("Theme", "Customers", "Meetings", "Questions", "Still open"), tuple(rows))


CONTRACT = Contract(
    name="CROSS_MEETING_QUESTIONS",
    version="1",
    intent=Intent.MULTI_MEETING,
    output=Questions,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.MEETINGS,
    table=_table,
    help='what customers keep asking: "What do customers ask us most often?"',
)
