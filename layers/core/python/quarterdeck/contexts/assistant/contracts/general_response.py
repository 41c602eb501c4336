"""GENERAL_RESPONSE: what Quarterdeck can do, a word back to a greeting, and work on a text that the asker gives."""

import re
from collections.abc import Sequence

from pydantic import Field

from quarterdeck.contexts.assistant import contracts as registry
from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.base import Contract, Frame, Gathered, Library, Needs
from quarterdeck.contexts.assistant.contracts.drafting.points import pasted
from quarterdeck.contexts.assistant.contracts.drafting.request import is_revision
from quarterdeck.contexts.assistant.contracts.drafting.shorten import shortened
from quarterdeck.contexts.assistant.contracts.quoting import Strict
from quarterdeck.contexts.assistant.model import Claim, Draft, Intent
from quarterdeck.contexts.assistant.verification import only_given, with_given_numbers, without_others
from quarterdeck.services.llm.model import Message, Tier

TASK = """\
You are Quarterdeck, the assistant of a revenue team. You answer from its meetings, and help with writing. Answer \
the user in a few plain sentences. Say nothing about meetings, customers, products, prices or people, for you can't \
look them up here. Where a text is given to be changed, return the changed text and nothing else; keep its facts as \
they are and add none. This is all you can do besides:
{help}"""
ADVICE = "(General advice, not from your meetings.)"
NO_MODEL = "needs a language model, and I have no answer of one to show."
TRADE = "Quarterdeck Slack LinkedIn CRM CEO CFO CTO ROI KPI SLA NDA RFP FAQ BANT BATNA MEDDIC SPIN"
"""What general advice may name of itself."""

_GREETS = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|howdy|greetings)\b.{0,40}$", re.IGNORECASE
)
_THANKS = re.compile(r"^\W*(?:thanks|thank you|thx|cheers|great|perfect|awesome)\b.{0,40}$", re.IGNORECASE)
_UPLOADS = re.compile(
    r"\b(?:upload|ingest|import|add)\b.{0,20}\b(?:meetings?|calls?|transcripts?|recordings?)\b", re.IGNORECASE
)
_TRANSLATES = re.compile(
    r"\btranslat\w+\b"
    r"|\bin(?:to)? (?:german|french|spanish|italian|dutch|polish|portuguese|japanese|chinese)\b",
    re.IGNORECASE,
)
_SHORTENS = re.compile(
    r"\b(?:short(?:en|er)|cut (?:it|this|that) down|condense|trim|summari[sz]e|tl;?dr)\b", re.IGNORECASE
)
_REWRITES = re.compile(
    r"\b(?:rewrite|rephrase|reword|proof-?read|polish|correct|improve|formal|friendlier|casual|longer)\b",
    re.IGNORECASE,
)
_WORKS_ON = re.compile("|".join(each.pattern for each in (_TRANSLATES, _SHORTENS, _REWRITES)), re.IGNORECASE)
_ADVISES = re.compile(
    r"\b(?:tips?|advice|ideas?|best practices?"
    r"|how (?:do|can|should) (?:i|we) (?:handle|deal|sell|negotiate|close|prepare|open))\b",
    re.IGNORECASE,
)


class Response(Strict):
    """What is said back."""

    text: str = Field(description="The answer, or the changed text")


def _given(brief: Brief) -> str:
    """Return the text to work on: what was pasted, or the last answer where "it" is meant."""
    last = brief.conversation[-1].answer if brief.conversation else ""
    return pasted(brief.question.text) or (last if is_revision(brief.question.text) else "")


def _gather(brief: Brief, _library: Library) -> Gathered:
    given = _given(brief)
    text = brief.question.text
    return Gathered((), "", names=(text, TRADE), frame=Frame("", _without_model(text, given), "", given))


UPLOAD = """\
A meeting is added from its transcript (.vtt, .srt, .json or "Speaker: text"), with its company, title and date:
quarterdeck ingest notes.vtt --company "Pinfold" --title "Discovery" --date 2026-11-18T14:00:00Z"""


def _without_model(text: str, given: str) -> str:
    """Return what can be said without a model, and honestly what can't."""
    if given:
        return _worked_on(text, given)
    replies = (
        (_GREETS, "Hello! Ask me about your meetings. " + _help()),
        (_THANKS, "You're welcome."),
        (_UPLOADS, UPLOAD),
        (_ADVISES, f"General advice {NO_MODEL} What I can do:\n{_help()}"),
        (_WORKS_ON, "Give me the text as well: after a colon, or in quotation marks."),
    )
    return next((reply for asks, reply in replies if asks.search(text)), _help())


def _worked_on(text: str, given: str) -> str:
    if _TRANSLATES.search(text):
        return f"Translating {NO_MODEL} The text is unchanged."
    if _SHORTENS.search(text):
        return shortened(given)
    return f"Rewriting {NO_MODEL} I can shorten the text without one: say so."


def _help() -> str:
    """Return what can be asked, as the contracts say it themselves."""
    known = sorted(registry.CONTRACTS.values(), key=lambda contract: list(Intent).index(contract.intent))
    offers = [contract.help for contract in known if contract.help]
    return "\n".join(["You can ask for", *(f"- {offer}" for offer in offers)])


def _prompt(brief: Brief, gathered: Gathered) -> list[Message]:
    given = gathered.frame.given
    content = f"{brief.question.text}\n\nThe text:\n{given}" if given else brief.question.text
    return [Message(role="system", content=TASK.format(help=_help())), Message(role="user", content=content)]


def _extract(_brief: Brief, gathered: Gathered) -> Response:
    return Response(text=gathered.frame.body)


def _claims(output: Response, gathered: Gathered) -> Draft:
    """Keep a changed text to the facts of the given one, a translated one to its numbers; mark what a model says of its
    own as general, and let it name nobody whom the asker didn't.
    """
    frame, (asked, _) = gathered.frame, gathered.names
    if output.text == frame.body:
        return Draft((), "", frame.body)
    if frame.given:
        held = with_given_numbers if _TRANSLATES.search(asked) else only_given
        return Draft((), "", held(output.text, frame.given) or frame.body)
    general = without_others(output.text, gathered.names)
    return Draft((), "", f"{general}\n\n{ADVICE}" if general else frame.body)


def _render(_brief: Brief, gathered: Gathered, _claims: Sequence[Claim]) -> str:
    return gathered.frame.body


CONTRACT = Contract(
    name="GENERAL_RESPONSE",
    version="1",
    intent=Intent.GENERAL_HELP,
    output=Response,
    gather=_gather,
    prompt=_prompt,
    extract=_extract,
    claims=_claims,
    render=_render,
    needs=Needs.NO_MEETING,
    tier=Tier.SMALL,
    help='a text made shorter, or with a language model rewritten or translated: "Shorten this: ..."',
)
