"""MEETING_SUMMARY: what a meeting was about, what was decided, and what happens next."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.artifacts import drawn, gather
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import quoted
from quarterdeck.contexts.assistant.contracts.next_steps import step_text
from quarterdeck.contexts.assistant.contracts.prompting import listed, messages
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement, Strict, claim, said
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent
from quarterdeck.contexts.meetings.model import ActionItem, Artifacts, Meeting, Quote
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.llm.model import Message

TASK = """\
Summarise the meeting: three to six main points in the order they came up, then what was decided, then the next \
steps with who will do what by when. One short sentence each."""
POINTS, DECISIONS, STEPS = 6, 3, 5
HEADINGS = {"": "Main points", "Decision: ": "Decided", "Next step: ": "Next steps"}
_DECIDED = re.compile(
    r"\b(?:we(?:'ll| will|'ve| have)? (?:agreed?|decided?|go with|settled on|start with)|let's (?:go with|agree)"
    r"|(?:it's|that's) (?:agreed|decided|a deal|settled)|the decision is|we have a deal)\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"(?:agreed|deal|done|sold|settled|(?:that |it )?works for me|i'll take (?:it|that)|we have a deal)[.!,]*",
    re.IGNORECASE,
)
_PROPOSED = re.compile(r"\d|\b(?:can|could|will|would|let's|you let|have)\b|\w'(?:ll|d)\b", re.IGNORECASE)
LEAST_WORDS = 5


class Summary(Strict):
    """The summary, part by part."""

    points: list[Statement] = Field(description="The main points, in the order they came up")
    decisions: list[Statement] = Field(description="What was decided; empty if nothing was")
    next_steps: list[Statement] = Field(
        description="Who will do what by when; empty if nobody promised anything"
    )


def _quotes(artifacts: Artifacts) -> list[Quote]:
    return [*artifacts.highlights, *(item.quote for item in artifacts.action_items)]


def _gather(brief: Brief, library: Library) -> Gathered:
    return gather(brief, library, _quotes, f"I found nothing to summarise in {listed(brief.meetings)}.")


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, gathered.evidence)


def _extract(_brief: Brief, gathered: Gathered) -> Summary:
    artifacts, evidence = drawn(gathered), gathered.evidence
    steps = [_step(item, evidence) for item in artifacts.action_items[:STEPS]]
    agreed = [made for made in decisions(evidence) if made.quotes[0] not in _words(steps)][:DECISIONS]
    points = [_said(quote, evidence) for quote in artifacts.highlights]
    taken = _words(steps + agreed)
    fresh = [point for point in points if point.quotes[0] not in taken][:POINTS]
    return Summary(points=fresh, decisions=agreed, next_steps=steps)


def _words(statements: Iterable[Statement]) -> list[Quoted]:
    return [quote for statement in statements for quote in statement.quotes]


def decisions(evidence: Sequence[Evidence]) -> Iterator[Statement]:
    """Find what is agreed in so many words, and what somebody proposes and the next one accepts."""
    before: tuple[Evidence, str] | None = None
    for piece in evidence:
        spoken = [piece.text[start:end] for start, end in sentences(piece.text)]
        telling = [words for words in spoken if not words.endswith("?") and len(words.split()) >= LEAST_WORDS]
        yield from (_statement((piece, words)) for words in telling if _DECIDED.search(words))
        accepting = next((words for words in spoken if _ACCEPTED.fullmatch(words)), None)
        if before and accepting and before[0].speaker != piece.speaker:
            yield _statement(before, (piece, accepting))
        proposing = [words for words in telling if _PROPOSED.search(words)]
        before = (piece, proposing[-1]) if proposing else None


def _statement(*parts: tuple[Evidence, str]) -> Statement:
    """Return the words of each as said, in one statement."""
    text = " ".join(said(piece.speaker, words) for piece, words in parts)
    return Statement(text=text, quotes=[Quoted(evidence=piece.id, quote=words) for piece, words in parts])


def _said(quote: Quote, evidence: Iterable[Evidence]) -> Statement:
    return Statement(text=said(quote.speaker, quote.text), quotes=[quoted(quote, evidence)])


def _step(item: ActionItem, evidence: Iterable[Evidence]) -> Statement:
    return Statement(text=step_text(item.owner, item.action, item.due), quotes=[quoted(item.quote, evidence)])


def _claims(output: Summary, gathered: Gathered) -> Draft:
    parts = zip(HEADINGS, (output.points, output.decisions, output.next_steps), strict=True)
    made = (claim(label + s.text, s.quotes, gathered.evidence) for label, part in parts for s in part)
    return Draft(tuple(made), gathered.missing)


def _render(brief: Brief, _gathered: Gathered, claims: Sequence[Claim]) -> str:
    lines = [", ".join([listed(brief.meetings), *_attended(brief.meetings)])]
    for label, heading in HEADINGS.items():
        part = [made.text.removeprefix(label) for made in claims if _label(made) == label]
        lines += [f"{heading}:", *(f"- {text}" for text in part)] if part else []
    return "\n".join(lines)


def _label(made: Claim) -> str:
    return next((label for label in HEADINGS if label and made.text.startswith(label)), "")


def _attended(meetings: Sequence[Meeting]) -> list[str]:
    names = [participant.name for meeting in meetings for participant in meeting.participants]
    return [f"with {', '.join(names)}"] if names else []


CONTRACT = Contract(
    name="MEETING_SUMMARY",
    version="1",
    intent=Intent.SINGLE_MEETING,
    output=Summary,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    help='a meeting in short: "Summarise the last call with Pinfold."',
)
