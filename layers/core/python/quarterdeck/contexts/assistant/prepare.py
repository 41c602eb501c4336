"""The first stage: what kind of question it is, which meeting it is about, and which contracts will answer it."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.clarify import ask_which, restated
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.finding import Finder, Found
from quarterdeck.contexts.assistant.model import Answer, Exchange, Intent, Order, Question, Verdict
from quarterdeck.contexts.assistant.models import TapedGateway
from quarterdeck.contexts.assistant.recognise import is_unsure, recognise
from quarterdeck.contexts.assistant.routing.notices import notice, points
from quarterdeck.contexts.assistant.run import Prepared
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.streaming.telling import silent
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.services.llm.gateway import Gateway


def prepare(
    order: Order,
    live: Sources,
    gateway: Gateway,
    tape: Tape,
    tell: Callable[[str], None] = silent,
) -> Prepared:
    """Return what the question is and how to answer it; a replay that leaves its recording says so.

    ``tell`` is told each step when it begins.
    """
    watch, question = Stopwatch(tell), order.question
    try:
        prepared = _prepare(question, TapedSources(live, tape), TapedGateway(gateway, tape), watch)
    except Divergence as divergence:
        verdict = Verdict(Intent.CLARIFY, Intent.CLARIFY.value, "replay", 0.0)
        prepared = Prepared(Brief(question), verdict, answer=Answer(""), divergence=f"prepare: {divergence}")
    return replace(prepared, stages=tuple(watch.times), replay_of=order.replay_of)


def _prepare(question: Question, sources: Sources, models: TapedGateway, watch: Stopwatch) -> Prepared:
    exchanges, asker = sources.exchanges(question.conversation_id), sources.person(question.asker)
    question = replace(question, as_of=asker.local(question.as_of))
    with watch.step("classify"):
        verdict, known = recognise(question, exchanges, sources, models)
    said = notice(verdict, CONTRACTS, known)
    near = Finder(question, asker, question.text, exchanges, sources).nearest
    if said is not None:
        candidates = near() if is_unsure(verdict) else ()
        return Prepared(Brief(question), verdict, candidates, answer=Answer(said))
    asked, naming = _restated(question, verdict, exchanges)
    wanted = _wanted(verdict)
    with watch.step("resolve"):
        found = Finder(asked, asker, naming, exchanges, sources).find(wanted.contract)
    unclear = found.unclear or _still_unclear(question, verdict, found)
    if unclear is not None:
        return _asking_back(asked, verdict, wanted, found, unclear)
    brief = Brief(asked, found.meetings, found.scope, asker, conversation=tuple(exchanges))
    candidates = found.candidates or (near() if is_unsure(verdict) and not question.meeting_id else ())
    return Prepared(brief, wanted, candidates, (*CONTRACTS[wanted.contract].before, wanted.contract))


def _restated(question: Question, verdict: Verdict, exchanges: Sequence[Exchange]) -> tuple[Question, str]:
    """Return what is asked, and the words that name its meeting; an answer to our asking back completes a question.

    What is to be written for the asker is taken as it was said, and which product is meant belongs to the question.
    """
    if verdict.intent is Intent.GENERAL_HELP:
        return question, question.text
    asked, naming = restated(question, exchanges)
    return (
        (replace(asked, text=naming), naming)
        if verdict.intent is Intent.PRODUCT_KNOWLEDGE
        else (asked, naming)
    )


def _wanted(verdict: Verdict) -> Verdict:
    """Return an unclear verdict on a meeting as what it will be once the meeting is found."""
    if verdict.intent is not Intent.CLARIFY or verdict.runner_up is None:
        return verdict
    contract = verdict.runner_up
    return replace(verdict, intent=Intent.SINGLE_MEETING, contract=contract, stage="resolve", runner_up=None)


def _still_unclear(question: Question, verdict: Verdict, found: Found) -> str | None:
    """Return how to ask back where the best of several meetings isn't enough: a name or a pronoun is open."""
    if verdict.intent is not Intent.CLARIFY or len(found.candidates) <= 1:
        return None
    if verdict.stage != "entities" and not points(question.text):
        return None
    return ask_which(found.candidates, found.meetings)


def _asking_back(
    question: Question, verdict: Verdict, wanted: Verdict, found: Found, unclear: str
) -> Prepared:
    open_end = replace(
        wanted,
        intent=Intent.CLARIFY,
        contract=Intent.CLARIFY.value,
        stage=verdict.stage if verdict.intent is Intent.CLARIFY else "resolve",
        runner_up=wanted.contract,
    )
    return Prepared(Brief(question), open_end, found.candidates, answer=Answer(unclear))
