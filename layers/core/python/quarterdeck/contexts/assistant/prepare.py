"""The first stage: what kind of question it is, which meeting it is about, and which contracts will answer it."""

from dataclasses import replace

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.clarify import restated
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.finding import Finder
from quarterdeck.contexts.assistant.model import Answer, Intent, Order, Question, Verdict
from quarterdeck.contexts.assistant.routing import classify
from quarterdeck.contexts.assistant.run import Prepared
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.tape import Divergence, Tape


def prepare(order: Order, live: Sources, tape: Tape) -> Prepared:
    """Return what the question is and how to answer it; a replay that leaves its recording says so."""
    watch, question = Stopwatch(), order.question
    try:
        prepared = _prepare(question, TapedSources(live, tape), watch)
    except Divergence as divergence:
        verdict = Verdict(Intent.CLARIFY, Intent.CLARIFY.value, "replay", 0.0)
        prepared = Prepared(Brief(question), verdict, answer=Answer(""), divergence=f"prepare: {divergence}")
    return replace(prepared, stages=tuple(watch.times), replay_of=order.replay_of)


def _prepare(question: Question, sources: Sources, watch: Stopwatch) -> Prepared:
    exchanges = sources.exchanges(question.conversation_id)
    question, naming = restated(question, exchanges)
    with watch.step("classify"):
        verdict, notice = classify(question.text, exchanges)
    if verdict.intent is Intent.PRODUCT_KNOWLEDGE:
        question = replace(question, text=naming)
    if notice is not None:
        return Prepared(Brief(question), verdict, answer=Answer(notice))
    asker = sources.person(question.asker)
    question = replace(question, as_of=asker.local(question.as_of))
    with watch.step("resolve"):
        found = Finder(question, asker, naming, exchanges, sources).find(verdict.contract)
    if found.unclear is not None:
        unclear = Verdict(
            Intent.CLARIFY, Intent.CLARIFY.value, "resolve", verdict.confidence, verdict.contract
        )
        return Prepared(Brief(question), unclear, found.candidates, answer=Answer(found.unclear))
    brief = Brief(question, found.meetings, found.scope, asker, conversation=tuple(exchanges))
    chain = (*CONTRACTS[verdict.contract].before, verdict.contract)
    return Prepared(brief, verdict, found.candidates, chain)
