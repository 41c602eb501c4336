"""CROSS_MEETING_QUESTIONS: what customers ask in meeting after meeting, alike questions together, answered or open."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.across.alike import Asked, grouped, rank
from quarterdeck.contexts.assistant.contracts.across.fitting import fitting
from quarterdeck.contexts.assistant.contracts.across.quoting import by_topic, line, who
from quarterdeck.contexts.assistant.contracts.across.scope import (
    counted,
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
    STILL_OPEN,
    AskedAndAnswered,
    wants_only_open,
)
from quarterdeck.contexts.assistant.contracts.evidence import numbered, quote_piece
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Strict, claim, said
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.language.words import terms
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent, Table
from quarterdeck.contexts.meetings.model import Quote
from quarterdeck.services.llm.model import Message

TASK = """\
The evidence has what customers asked in several meetings, and what they were answered. Group the questions that ask \
the same or concern the same theme, at most five themes of two or three common words, those of most customers first. \
Give up to three questions a theme, each with the words that answer it; without an answer it is open. Don't count \
anything: customers and meetings are counted for you."""
MEETINGS = 400
"""The most meetings whose questions are read, the latest."""

THEMES, EACH = 5, 3
CLEAR = 4
"""How many words of meaning make a question clear."""

OTHER = "Other questions"


class Theme(Strict):
    """Questions that concern the same."""

    theme: str = Field(description="Two or three common words that name it")
    questions: list[AskedAndAnswered] = Field(description="The customers' questions")


class Questions(Strict):
    """The themes, that of most customers first."""

    themes: list[Theme] = Field(description="The themes; empty if nothing was asked")


Groups = dict[str, list[list[Asked]]]
"""By theme, the groups of questions that ask alike."""


def _gather(brief: Brief, library: Library) -> Gathered:
    known = everything(brief, library)
    meetings = within(known, brief.scope)[:MEETINGS]
    if not meetings:
        return Gathered((), none_there(brief.scope, known))
    asked = library.questions([meeting.id for meeting in meetings])
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
        questions=tuple(asked),
        names=names,
    )


@lru_cache(maxsize=1)
def _groups(brief: Brief, gathered: Gathered) -> Groups:
    """Return the questions that are asked for by theme, those of most customers first; what has none comes last."""
    meetings = {meeting.id: meeting for meeting in gathered.meetings}
    every = (Asked(meetings[each.meeting_id], item) for each in gathered.questions for item in each.questions)
    only_open = wants_only_open(brief.question)
    named: dict[str, list[Asked]] = defaultdict(list)
    for each in every:
        theme = _theme(brief, each)
        if theme and not (only_open and each.item.answer):
            named[theme].append(each)
    ordered = sorted(named, key=lambda theme: (theme == OTHER, rank(named[theme])))
    return {theme: grouped(sorted(named[theme], key=_clearness)) for theme in ordered}


def _clearness(asked: Asked) -> int:
    """Return what brings questions to the front that can be understood alone: not "And the batteries?"."""
    return -min(len(terms(asked.item.quote.text)), CLEAR)


def _theme(brief: Brief, asked: Asked) -> str:
    """Return the theme of the question; of the topics that the asker names, where the answer counts as well."""
    wanted = topics(brief)
    if wanted:
        sentence = _sentence(asked)
        return next((topic.label for topic in wanted if topic.weight(sentence)), "")
    return next((theme.name for theme in themes() if theme.said.search(asked.item.quote.text)), OTHER)


def _sentence(asked: Asked) -> Sentence:
    quote = asked.item.quote
    text = " ".join(each.text for each in (quote, *asked.item.answer))
    piece = Evidence("", asked.meeting.id, "", quote.turn, quote.speaker, quote.start, text)
    return Sentence(0, piece, 0, len(text), text, frozenset(terms(text)), asks=True)


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    where = _places(gathered)
    shown = (
        group[0] for groups in list(_groups(brief, gathered).values())[:THEMES] for group in groups[:EACH]
    )
    first = [
        where[_place(asked, quote)] for asked in shown for quote in (asked.item.quote, *asked.item.answer)
    ]
    return messages(TASK, brief, fitting(gathered.evidence, first), gathered.meetings)


def _extract(brief: Brief, gathered: Gathered) -> Questions:
    where = _places(gathered)
    return Questions(
        themes=[
            Theme(theme=theme, questions=[_pair(group[0], where) for group in groups[:EACH]])
            for theme, groups in list(_groups(brief, gathered).items())[:THEMES]
        ]
    )


Place = tuple[str, int, int]


def _places(gathered: Gathered) -> dict[Place, str]:
    return {(piece.document, piece.turn, piece.start): piece.id for piece in gathered.evidence}


def _place(asked: Asked, quote: Quote) -> Place:
    return asked.meeting.id, quote.turn, quote.start


def _pair(asked: Asked, where: dict[Place, str]) -> AskedAndAnswered:
    question, *answer = (
        Quoted(evidence=where[_place(asked, quote)], quote=quote.text)
        for quote in (asked.item.quote, *asked.item.answer)
    )
    return AskedAndAnswered(question=question, answer=answer)


def _claims(output: Questions, gathered: Gathered) -> Draft:
    made = (_claim(pair, theme.theme, gathered) for theme in output.themes for pair in theme.questions)
    return Draft(tuple(made), gathered.missing)


def _claim(pair: AskedAndAnswered, theme: str, gathered: Gathered) -> Claim:
    made = claim("", (pair.question, *pair.answer), gathered.evidence, topic=theme)
    if not made.citations:
        return made
    asked, *answer = made.citations
    meeting = next(meeting for meeting in gathered.meetings if meeting.id == asked.document)
    lines = [said(who(asked.speaker, meeting), asked.quote), *(said(c.speaker, c.quote) for c in answer)]
    return Claim("\n  ".join(lines) + ("" if answer else STILL_OPEN), made.citations, topic=made.topic)


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    groups = _groups(brief, gathered)
    lines = [looked_at(gathered.meetings)]
    for theme, group in by_topic(claims).items():
        lines += ["", f"{theme}{_told(groups.get(theme, []))}"]
        for each in group:
            lines += [line(each, gathered.meetings), *_alike(each, groups.get(theme, []))]
    return "\n".join(lines)


def _told(groups: Sequence[Sequence[Asked]]) -> str:
    """Return how often the theme was asked about; nothing for one that isn't among ours."""
    every = [asked for group in groups for asked in group]
    return f": {_counts(every)}" if every else ""


def _counts(asked: Sequence[Asked]) -> str:
    still = sum(not each.item.answer for each in asked)
    where = counted({each.meeting.id: each.meeting for each in asked}.values())
    return f"{number(len(asked), 'question')} in {where}, {still} still open"


def _alike(claim: Claim, groups: Sequence[Sequence[Asked]]) -> list[str]:
    """Return how often else the same was asked."""
    first = claim.citations[0]
    group = next(
        (
            group
            for group in groups
            if any(_is(asked, first.document, first.turn, first.start) for asked in group)
        ),
        [],
    )
    return [f"  (asked alike: {_counts(group)})"] if len(group) > 1 else []


def _is(asked: Asked, document: str, turn: int, start: int) -> bool:
    return _place(asked, asked.item.quote) == (document, turn, start)


def _table(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> Table:
    groups = _groups(brief, gathered)
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
