"""The second stage: one contract gathers its evidence, answers, and has every claim verified."""

from dataclasses import dataclass, replace
from typing import Any

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered
from quarterdeck.contexts.assistant.model import Answer, Question
from quarterdeck.contexts.assistant.models import TapedGateway
from quarterdeck.contexts.assistant.run import Executed, Place, Prepared
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Call, Completion, Scope

MODEL_DEADLINE_MS = 15_000


@dataclass(frozen=True, slots=True)
class Work:
    """One contract to run for a question about these meetings."""

    question: Question
    contract: str
    stage: str
    meetings: tuple[Meeting, ...]
    replay_of: str | None = None


def work_of(prepared: Prepared, place: int) -> Work:
    """Return the work for the contract at this place of the chain."""
    stage = f"execute-{place}"
    return Work(prepared.question, prepared.chain[place], stage, prepared.meetings, prepared.replay_of)


def execute(work: Work, live: Sources, gateway: Gateway, tape: Tape) -> Executed:
    """Return the contract's verified answer; a replay that leaves its recording says so."""
    contract, watch = CONTRACTS[work.contract], Stopwatch()
    try:
        executed = _execute(contract, work, TapedSources(live, tape), TapedGateway(gateway, tape), watch)
    except Divergence as divergence:
        executed = Executed(contract.name, contract.version, Answer(""), divergence=f"execute: {divergence}")
    return replace(executed, stages=tuple(watch.times))


def _execute(
    contract: Contract[Any],
    work: Work,
    sources: Sources,
    gateway: TapedGateway,
    watch: Stopwatch,
) -> Executed:
    question, meetings = work.question, work.meetings
    with watch.step("gather"):
        gathered = contract.gather(question, meetings, sources)
    with watch.step("answer"):
        completion: Completion[Any] = gateway.complete(
            _call(contract, work, gathered),
            contract.output,
            lambda: contract.extract(question, meetings, gathered),
        )
    with watch.step("verify"):
        answer = _verified(contract, work, gathered, completion)
    return Executed(
        contract=contract.name,
        version=contract.version,
        answer=answer,
        places=_places(gathered),
        usage=completion.usage,
        model_cost=completion.cost,
        attempts=completion.attempts,
        cached=completion.cached,
    )


def _call(contract: Contract[Any], work: Work, gathered: Gathered) -> Call:
    question = work.question
    sources = {f"{evidence.meeting_id}@{evidence.version}" for evidence in gathered.evidence}
    return Call(
        scope=Scope(question.tenant, contract.name, contract.version, sources=tuple(sorted(sources))),
        question=question.text,
        messages=tuple(contract.prompt(question, work.meetings, gathered)),
        deadline_ms=MODEL_DEADLINE_MS,
    )


def _verified(contract: Contract[Any], work: Work, gathered: Gathered, completion: Completion[Any]) -> Answer:
    draft = contract.claims(completion.value, gathered)
    claims, dropped = verify(draft, gathered.evidence, work.meetings)
    text = contract.render(work.question, work.meetings, claims) if claims else draft.missing
    if completion.degraded:
        why = (
            "The budget for language models is used up" if completion.broke else "No language model answered"
        )
        text += f"\n\n({why}; this is made of the meeting's own sentences.)"
    return Answer(text, claims, dropped, completion.provider, completion.degraded)


def _places(gathered: Gathered) -> tuple[Place, ...]:
    return tuple(
        Place(
            hit.passage.document,
            hit.passage.spans[0].turn,
            hit.passage.spans[-1].turn,
            round(hit.score, 4),
        )
        for hit in gathered.hits
    )
