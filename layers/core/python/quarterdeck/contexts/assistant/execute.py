"""The second stage: one contract gathers its evidence, answers, and has every claim verified."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.contexts.assistant.asking import call_for
from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered
from quarterdeck.contexts.assistant.guarding import guarded
from quarterdeck.contexts.assistant.model import Answer
from quarterdeck.contexts.assistant.models import TapedGateway
from quarterdeck.contexts.assistant.presenting import cited, in_order, places, presented
from quarterdeck.contexts.assistant.run import Executed, Prepared, steps_ms
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.streaming.telling import silent
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Completion


class Work(Struct, frozen=True):
    """One contract to run for a brief. ``earlier`` names the stages of its chain that ran before it.

    ``last`` tells that none comes after it.
    """

    brief: Brief
    contract: str
    stage: str
    earlier: tuple[str, ...] = ()
    last: bool = True
    replay_of: str | None = None


class Tools(Struct, frozen=True):
    """What a contract is run with: the tenant's sources, language models, the run's tape and where files go.

    ``tell`` is told each step when it begins.
    """

    sources: Sources
    gateway: Gateway
    tape: Tape
    keep: Callable[[MadeFile], None]
    tell: Callable[[str], None] = silent


def work_of(prepared: Prepared, place: int) -> Work:
    """Return the work for the contract at this place of the chain."""
    earlier = tuple(stage_of(before) for before in range(place))
    return Work(
        brief=prepared.brief,
        contract=prepared.chain[place],
        stage=stage_of(place),
        earlier=earlier,
        last=place == len(prepared.chain) - 1,
        replay_of=prepared.replay_of,
    )


def stage_of(place: int) -> str:
    """Return what the stage at this place of the chain is called."""
    return f"execute-{place}"


def execute(work: Work, earlier: Sequence[Executed], tools: Tools) -> Executed:
    """Return the contract's verified answer; a replay that leaves its recording says so.

    ``earlier`` are the results of the stages that the work names.
    """
    contract, watch = CONTRACTS[work.contract], Stopwatch(tools.tell)
    spent_ms = sum(steps_ms(result.stages) for result in earlier)
    told = tuple(claim for result in earlier for claim in result.answer.claims)
    try:
        executed = _execute(contract, replace(work.brief, earlier=told), tools, watch, spent_ms)
    except Divergence as divergence:
        executed = Executed(
            contract.name, contract.version, Answer(""), divergence=f"{work.stage}: {divergence}"
        )
    return replace(executed, stages=tuple(watch.times))


def _execute(
    contract: Contract[Any], brief: Brief, tools: Tools, watch: Stopwatch, spent_ms: float
) -> Executed:
    with watch.step("gather"):
        gathered = contract.gather(brief, TapedSources(tools.sources, tools.tape))
    if gathered.unclear:
        asking = Answer(gathered.unclear, unclear=True)
        return Executed(contract.name, contract.version, asking, snapshot=gathered.snapshot)
    with watch.step("answer"):
        call = call_for(contract, brief, gathered, spent_ms + steps_ms(watch.times))
        completion: Completion[Any] = TapedGateway(tools.gateway, tools.tape).complete(
            call,
            contract.output,
            lambda: contract.extract(brief, gathered),
        )
    with watch.step("verify"):
        answer = _verified(contract, brief, gathered, completion)
    with watch.step("guard"):
        answer = guarded(answer, brief, gathered, call.messages)
    with watch.step("present"):
        answer = presented(contract, brief, gathered, answer, tools.keep)
    return Executed(
        contract=contract.name,
        version=contract.version,
        answer=answer,
        places=places(gathered),
        meetings=cited(answer.claims, gathered.meetings),
        looked_at=gathered.looked_at,
        snapshot=gathered.snapshot,
        usage=completion.usage + gathered.usage,
        model_cost=NanoUsd(completion.cost + gathered.cost),
        attempts=completion.attempts,
        cached=completion.cached,
    )


def _verified(
    contract: Contract[Any], brief: Brief, gathered: Gathered, completion: Completion[Any]
) -> Answer:
    draft = contract.claims(completion.value, gathered)
    meetings = (*brief.meetings, *gathered.meetings)
    claims, dropped = verify(draft, gathered.evidence, meetings, gathered.names, brief.question.text)
    text = contract.render(brief, gathered, claims) if claims else draft.uncited or draft.missing
    claims = in_order(claims, text)
    if gathered.gone:
        wanted = gathered.looked_at + gathered.gone
        text += (
            f"\n\n(I looked at {gathered.looked_at} of {wanted} meetings: the rest was deleted meanwhile.)"
        )
    if completion.degraded:
        why = (
            "The budget for language models is used up" if completion.broke else "No language model answered"
        )
        text += f"\n\n({why}; this is made of the sources' own sentences.)"
    uncited = bool(draft.uncited and not claims)
    return Answer(text, claims, dropped, completion.provider, completion.degraded, uncited)
