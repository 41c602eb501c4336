"""DRAFT_RESPONSE: a reply to what somebody asks, from what was said in meetings; what isn't known stays open."""

from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.clarify import day
from quarterdeck.contexts.assistant.contracts.across.fitting import fitting
from quarterdeck.contexts.assistant.contracts.across.quoting import cited
from quarterdeck.contexts.assistant.contracts.across.scope import everything, within
from quarterdeck.contexts.assistant.contracts.base import Contract, Frame, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.draft_email import uncited
from quarterdeck.contexts.assistant.contracts.drafting.answers import answered_before, answers, quote_pieces
from quarterdeck.contexts.assistant.contracts.drafting.people import addressees, signature
from quarterdeck.contexts.assistant.contracts.drafting.points import own_points, to_answer
from quarterdeck.contexts.assistant.contracts.drafting.request import request
from quarterdeck.contexts.assistant.contracts.evidence import found, numbered
from quarterdeck.contexts.assistant.contracts.prompting import messages
from quarterdeck.contexts.assistant.contracts.quoting import Statement, Strict, claim
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent
from quarterdeck.services.llm.model import Message

TASK = """\
Draft the reply that the user asks for. Take the questions one by one, each in the words the user gives; under it \
what our own people said that answers it, with quotes. A question that the evidence doesn't answer has no \
statements: it stays open. Without any evidence write the reply's text into body, only from what the user says; else \
leave body empty. Greeting and signature are added for you."""
PASSAGES, MOST = 8, 5
"""How many passages are read for a question, and how many questions a reply takes up."""


THANKS = "Thank you for your message."


class Reply(Strict):
    """What is answered to one question."""

    question: str = Field(description="The question, in the words the user gives")
    statements: list[Statement] = Field(description="What answers it; empty if the evidence has nothing")


class Response(Strict):
    """The reply, without greeting and signature."""

    replies: list[Reply] = Field(description="The questions, in their order")
    body: str = Field(description="Text that needs no evidence; else empty")


def _points(brief: Brief) -> tuple[str, ...]:
    return to_answer(request(brief).text)[:MOST]


def _gather(brief: Brief, library: Library) -> Gathered:
    """Read what our own people said in the meetings that the question's words leave, else in the last one."""
    known = everything(brief, library)
    wanted = _meetings(brief, known)
    ids = [meeting.id for meeting in wanted]
    hits = [hit for point in _points(brief) for hit in library.passages(point, ids, PASSAGES)] if ids else []
    answered, meetings = answered_before(_points(brief), library, wanted)
    vendors = {meeting.id: meeting.vendors() for meeting in meetings}
    ours = [piece for piece in found(hits) if piece.span.speaker in vendors.get(piece.document, ())]
    to = addressees(request(brief).text, brief.meetings, known, brief.scope.named)
    return Gathered(
        numbered([*ours, *quote_pieces(answered, meetings)]),
        "",
        meetings=meetings,
        looked_at=len(meetings),
        gone=len(wanted) - len(meetings),
        questions=answered,
        names=(*to.names, brief.asker.name, *_points(brief)),
        frame=_frame(brief, to.greeting(formal=request(brief).formal), to.note),
    )


def _meetings(brief: Brief, known: Meetings) -> Meetings:
    scope = brief.scope
    restricts = scope.companies or scope.people or scope.kind or scope.since
    if brief.question.meeting_id or (brief.meetings and not restricts):
        return brief.meetings
    return within(known, scope)


def _frame(brief: Brief, greeting: str, note: str) -> Frame:
    wanted = request(brief)
    after = ["", signature(brief.asker, formal=wanted.formal), *([f"\n({note})"] if note else [])]
    points = _points(brief)
    body = "\n".join([THANKS, "", *map(_open, points)]) if points else _own(wanted.text)
    return Frame(f"{greeting}\n", body, "\n".join(after), wanted.given)


def _own(text: str) -> str:
    return own_points(text) or f"{THANKS}\n\n[what you want to answer]"


def _open(point: str) -> str:
    return f"- {point}\n  [open: I found nothing that answers this]"


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(TASK, brief, fitting(gathered.evidence), gathered.meetings)


def _extract(brief: Brief, gathered: Gathered) -> Response:
    points = _points(brief)
    return Response(
        replies=[Reply(question=each, statements=answers(each, gathered)) for each in points], body=""
    )


def _claims(output: Response, gathered: Gathered) -> Draft:
    made = tuple(
        claim(each.text, each.quotes, gathered.evidence, topic=reply.question)
        for reply in output.replies
        for each in reply.statements
    )
    return Draft(made, gathered.missing, uncited(output.body, gathered))


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    frame = gathered.frame
    points = _points(brief)
    lines = [frame.before, THANKS, ""]
    for point in dict.fromkeys((*points, *(each.topic for each in claims))):
        told = [each for each in claims if each.topic == point]
        lines += [f"- {point}", *(f"  {each.text}" for each in told)] if told else [_open(point)]
    check = f"\n(This is what we said to {_places(claims, gathered)}: check before you send it.)"
    return "\n".join([*lines, frame.after, check])


def _places(claims: Sequence[Claim], gathered: Gathered) -> str:
    return ", ".join(f"{m.company} on {day(m.date)}" for m in cited(claims, gathered.meetings))


CONTRACT = Contract(
    name="DRAFT_RESPONSE",
    version="1",
    intent=Intent.GENERAL_HELP,
    output=Response,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.A_MEETING_IF_NAMED,
    help='a reply from what was said: "Draft a reply to Priya: they ask whether the data stays in Frankfurt."',
)
