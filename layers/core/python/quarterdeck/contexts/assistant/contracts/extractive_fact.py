"""EXTRACTIVE_FACT: what was said about something in a meeting, in the words of those who said it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.clarify import NOT_THERE
from quarterdeck.contexts.assistant.contracts.asked import asked
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import found, numbered, replies
from quarterdeck.contexts.assistant.contracts.prompting import listed, messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement, Strict, claim, said
from quarterdeck.contexts.assistant.contracts.select import select
from quarterdeck.contexts.assistant.contracts.spoken import Sentence
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent
from quarterdeck.services.llm.model import Message
from quarterdeck.services.search.model import Hit

PASSAGES = 10
TASK = "Answer in one to three short sentences, and name the person who said it."


class Fact(Strict):
    """The answer, sentence by sentence."""

    statements: list[Statement] = Field(
        description="The sentences of the answer; empty if the evidence has none"
    )


def _gather(brief: Brief, library: Library) -> Gathered:
    hits = library.passages(brief.question.text, [meeting.id for meeting in brief.meetings], PASSAGES)
    pieces = found(hits)
    missing = f"I found nothing in {listed(brief.meetings)} that answers this: {brief.question.text.strip()}"
    for meeting in brief.meetings:
        transcript = library.transcript(meeting.id)
        if transcript is None:
            return Gathered((), missing, unclear=NOT_THERE)
        pieces += replies([hit for hit in hits if hit.passage.document == meeting.id], transcript)
    return Gathered(numbered(pieces), missing, tuple(hits))


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(brief: Brief, gathered: Gathered) -> Fact:
    speakers = {piece.speaker for piece in gathered.evidence}
    chosen = select(
        asked(brief.question.text, brief.meetings, speakers), gathered.evidence, _scores(gathered)
    )
    return Fact(statements=[_statement(run) for run in _runs(chosen)])


def _scores(gathered: Gathered) -> dict[str, float]:
    """Return each piece's search score as a share of the best one."""
    best = max((hit.score for hit in gathered.hits), default=0.0)
    places = {place: hit.score / best for hit in gathered.hits if best > 0 for place in _places(hit)}
    return {
        piece.id: places.get((piece.document, piece.turn, piece.start), 0.0) for piece in gathered.evidence
    }


def _places(hit: Hit) -> Iterable[tuple[str, int, int]]:
    return ((hit.passage.document, span.turn, span.start) for span in hit.passage.spans)


def _runs(chosen: Sequence[Sentence]) -> list[tuple[Evidence, str]]:
    """Return neighbouring sentences of one piece as one quote each."""
    numbered_runs = enumerate(chosen)
    runs = groupby(numbered_runs, key=lambda pair: (pair[1].piece.id, pair[1].order - pair[0]))
    groups = [[sentence for _, sentence in run] for _, run in runs]
    return [(run[0].piece, run[0].piece.text[run[0].start : run[-1].end]) for run in groups]


def _statement(run: tuple[Evidence, str]) -> Statement:
    piece, words = run
    return Statement(text=said(piece.speaker, words), quotes=[Quoted(evidence=piece.id, quote=words)])


def _claims(output: Fact, gathered: Gathered) -> Draft:
    made = tuple(claim(s.text, s.quotes, gathered.evidence) for s in output.statements)
    return Draft(made, gathered.missing)


def _render(brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    return "\n".join([f"{listed(brief.meetings)}:", *(made.text for made in claims)])


CONTRACT = Contract(
    name="EXTRACTIVE_FACT",
    version="1",
    intent=Intent.SINGLE_MEETING,
    output=Fact,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    topical=True,
    help='what was said about something in a meeting: "What did Priya say about the budget?"',
)
