"""DRAFT_EMAIL: a mail with a meeting's real decisions and next steps, or with the points that the asker gives."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from pydantic import Field

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.clarify import day
from quarterdeck.contexts.assistant.contracts.across.quoting import by_topic
from quarterdeck.contexts.assistant.contracts.across.scope import everything
from quarterdeck.contexts.assistant.contracts.artifacts import gather
from quarterdeck.contexts.assistant.contracts.base import Contract, Frame, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.drafting.people import NOBODY, Addressees, addressees, signature
from quarterdeck.contexts.assistant.contracts.drafting.points import about, own_points
from quarterdeck.contexts.assistant.contracts.drafting.request import Request, request
from quarterdeck.contexts.assistant.contracts.drafting.steps import chosen
from quarterdeck.contexts.assistant.contracts.prompting import described, messages
from quarterdeck.contexts.assistant.contracts.quoting import Statement, Strict, claim
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent
from quarterdeck.contexts.assistant.verification import only_given
from quarterdeck.contexts.meetings.model import Artifacts, Quote
from quarterdeck.services.llm.model import Message

TASK = """\
Draft the mail that the user asks for. What the meeting says goes into agreed, ours and theirs: one sentence each, \
written to the customer, with its quotes; leave out what a customer shouldn't read. Where the mail needs nothing \
from the meeting, or there is none, write its text into body, only from what the user says; else leave body empty. \
Greeting, subject and signature are added for you: never write names or addresses of your own."""
AGREED, OURS, THEIRS = "Agreed", "From our side", "From your side"
SUBJECT = 8
"""The most words of a subject."""

NOTHING = "[what you want to say]"


class Email(Strict):
    """The mail's text, without greeting and signature."""

    agreed: list[Statement] = Field(description="What was decided in the meeting")
    ours: list[Statement] = Field(description="What our side will do, by when")
    theirs: list[Statement] = Field(description="What the customer will do, by when")
    body: str = Field(description="Text that needs nothing from a meeting; else empty")


def _gather(brief: Brief, library: Library) -> Gathered:
    wanted, known = request(brief), everything(brief, library)
    to = addressees(wanted.text, brief.meetings, known, brief.scope.named)
    frame = _frame(brief, wanted, to)
    names = (*to.names, brief.asker.name)
    if not brief.meetings:
        return Gathered((), "", names=names, frame=frame)
    found = gather(brief, library, _quotes, "")
    return replace(found, names=names, frame=frame)


def _quotes(artifacts: Artifacts) -> list[Quote]:
    return [item.quote for item in artifacts.action_items]


def _frame(brief: Brief, wanted: Request, to: Addressees) -> Frame:
    """Return the mail around its text: to whom, about what, greeting, signature, and what the asker must fill in."""
    before = [
        f"To: {', '.join(to.names) or NOBODY}",
        f"Subject: {_subject(brief, wanted)}",
        "",
        to.greeting(formal=wanted.formal),
        "",
    ]
    after = ["", signature(brief.asker, formal=wanted.formal), *([f"\n({to.note})"] if to.note else [])]
    body = own_points(wanted.text) or NOTHING
    return Frame("\n".join(before), body, "\n".join(after), wanted.given)


def _subject(brief: Brief, wanted: Request) -> str:
    topic = about(wanted.text) or _opening(own_points(wanted.text))
    if brief.meetings and (wanted.whole or not topic):
        return described(brief.meetings[0]) + (": next steps" if wanted.whole else "")
    return topic[:1].upper() + topic[1:] or "[subject]"


def _opening(points: str) -> str:
    first = points.partition(".")[0]
    return first if len(first.split()) <= SUBJECT else ""


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    return messages(f"{TASK}{_earlier(brief)}", brief, gathered.evidence)


def _earlier(brief: Brief) -> str:
    before = request(brief).before
    return f"\nThe user asks to change this earlier draft:\n{before}" if before else ""


def _extract(brief: Brief, gathered: Gathered) -> Email:
    wanted = request(brief)
    found = chosen(brief, gathered)
    body = "" if any(found) else own_points(wanted.text)
    return Email(agreed=found.agreed, ours=found.ours, theirs=found.theirs, body=body)


def _claims(output: Email, gathered: Gathered) -> Draft:
    parts = ((AGREED, output.agreed), (OURS, output.ours), (THEIRS, output.theirs))
    made = tuple(
        claim(s.text, s.quotes, gathered.evidence, topic=topic) for topic, part in parts for s in part
    )
    return Draft(made, gathered.missing, uncited(output.body, gathered))


def uncited(body: str, gathered: Gathered) -> str:
    """Return the frame around as much of the body as the asker gave, or around the asker's own points."""
    frame = gathered.frame
    own = only_given(body, frame.given, gathered.names) or frame.body
    return f"{frame.before}\n{own}\n{frame.after}"


def _render(brief: Brief, gathered: Gathered, claims: Sequence[Claim]) -> str:
    frame, meeting = gathered.frame, brief.meetings[0]
    lines = [
        frame.before,
        f"Thank you for the meeting on {day(meeting.date)}.{_own(brief)} This is what I noted:",
    ]
    for topic, group in by_topic(claims).items():
        lines += ["", f"{topic}:", *(f"- {each.text}" for each in group)]
    return "\n".join([*lines, "", *_closing(request(brief)), frame.after.lstrip("\n")])


def _own(brief: Brief) -> str:
    """Return what the asker wants to say besides, where the mail isn't only to sum up the meeting."""
    wanted = request(brief)
    points = "" if wanted.whole else own_points(wanted.text)
    return f" {points}" if points else ""


def _closing(wanted: Request) -> Iterable[str]:
    return () if wanted.short else ("Please tell me if I have missed or misunderstood anything.", "")


CONTRACT = Contract(
    name="DRAFT_EMAIL",
    version="1",
    intent=Intent.GENERAL_HELP,
    output=Email,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.A_MEETING_IF_NAMED,
    help='a mail, with what was agreed: "Draft a follow-up email to Priya."',
)
