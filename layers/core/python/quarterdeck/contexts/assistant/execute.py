"""The second stage: one contract gathers its evidence, answers, and has every claim verified."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered
from quarterdeck.contexts.assistant.contracts.rebase import rebased
from quarterdeck.contexts.assistant.model import Answer, Claim, File, Intent, SourceKind
from quarterdeck.contexts.assistant.models import TapedGateway
from quarterdeck.contexts.assistant.run import Executed, Place, Prepared
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.kernel.codec import dump_json
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.model import Call, Completion, Scope

MODEL_DEADLINE_MS = 15_000


@dataclass(frozen=True, slots=True)
class Work:
    """One contract to run for a brief. ``earlier`` names the stages of its chain that ran before it.

    ``last`` tells that none comes after it.
    """

    brief: Brief
    contract: str
    stage: str
    earlier: tuple[str, ...] = ()
    last: bool = True
    replay_of: str | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What a contract is run with: the tenant's sources, language models, the run's tape and where files go."""

    sources: Sources
    gateway: Gateway
    tape: Tape
    keep: Callable[[MadeFile], None]


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
    contract, watch = CONTRACTS[work.contract], Stopwatch()
    told = tuple(claim for result in earlier for claim in result.answer.claims)
    try:
        executed = _execute(contract, replace(work.brief, earlier=told), tools, watch)
    except Divergence as divergence:
        executed = Executed(
            contract.name, contract.version, Answer(""), divergence=f"{work.stage}: {divergence}"
        )
    return replace(executed, stages=tuple(watch.times))


def _execute(contract: Contract[Any], brief: Brief, tools: Tools, watch: Stopwatch) -> Executed:
    with watch.step("gather"):
        gathered = contract.gather(brief, TapedSources(tools.sources, tools.tape))
    if gathered.unclear:
        asking = Answer(gathered.unclear, unclear=True)
        return Executed(contract.name, contract.version, asking, snapshot=gathered.snapshot)
    with watch.step("answer"):
        completion: Completion[Any] = TapedGateway(tools.gateway, tools.tape).complete(
            _call(contract, brief, gathered),
            contract.output,
            lambda: contract.extract(brief, gathered),
        )
    with watch.step("verify"):
        answer = _verified(contract, brief, gathered, completion)
    with watch.step("present"):
        answer = _presented(contract, brief, gathered, answer, tools.keep)
    return Executed(
        contract=contract.name,
        version=contract.version,
        answer=answer,
        places=_places(gathered),
        meetings=_cited(answer.claims, gathered.meetings),
        looked_at=gathered.looked_at,
        snapshot=gathered.snapshot,
        usage=completion.usage + gathered.usage,
        model_cost=NanoUsd(completion.cost + gathered.cost),
        attempts=completion.attempts,
        cached=completion.cached,
    )


def _call(contract: Contract[Any], brief: Brief, gathered: Gathered) -> Call:
    question, texts = brief.question, {piece.id: piece.text for piece in gathered.evidence}
    return Call(
        scope=_scope(contract, brief, gathered),
        question=question.text,
        messages=tuple(contract.prompt(brief, gathered)),
        deadline_ms=MODEL_DEADLINE_MS,
        tier=contract.tier,
        fits=lambda reply: rebased(reply, texts),
    )


def _scope(contract: Contract[Any], brief: Brief, gathered: Gathered) -> Scope:
    """Return what the answer is made from; what is written for somebody is theirs, and goes on from what was said."""
    sources = {f"{piece.document}@{piece.version}" for piece in gathered.evidence}
    theirs = (
        dump_json(Any, [brief.asker, brief.conversation]) if contract.intent is Intent.GENERAL_HELP else b""
    )
    return Scope(
        brief.question.tenant,
        contract.name,
        contract.version,
        snapshot=gathered.snapshot,
        permissions=hashlib.sha256(theirs).hexdigest() if theirs else "",
        sources=tuple(sorted(sources)),
    )


def _verified(
    contract: Contract[Any], brief: Brief, gathered: Gathered, completion: Completion[Any]
) -> Answer:
    draft = contract.claims(completion.value, gathered)
    meetings = (*brief.meetings, *gathered.meetings)
    claims, dropped = verify(draft, gathered.evidence, meetings, gathered.names)
    text = contract.render(brief, gathered, claims) if claims else draft.uncited or draft.missing
    claims = _in_order(claims, text)
    if completion.degraded:
        why = (
            "The budget for language models is used up" if completion.broke else "No language model answered"
        )
        text += f"\n\n({why}; this is made of the sources' own sentences.)"
    uncited = bool(draft.uncited and not claims)
    return Answer(text, claims, dropped, completion.provider, completion.degraded, uncited)


def _in_order(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """Return the claims in the order in which the text has them, for who shows it goes through both together."""
    searched: dict[str, int] = {}
    places = []
    for claim in claims:
        place = text.find(claim.text, searched.get(claim.text, 0))
        searched[claim.text] = place + 1
        places.append((place, len(places)))
    return tuple(claims[at] for _, at in sorted(places))


def _presented(
    contract: Contract[Any],
    brief: Brief,
    gathered: Gathered,
    answer: Answer,
    keep: Callable[[MadeFile], None],
) -> Answer:
    """Return the answer with its table and its files, which are kept."""
    if not answer.claims:
        return answer
    table = contract.table(brief, gathered, answer.claims) if contract.table else None
    made = contract.files(brief, gathered, answer.claims) if contract.files else []
    for file in made:
        keep(file)
    files = tuple(File(file.name, file.media_type, len(file.content)) for file in made)
    return replace(answer, table=table, files=files)


def _cited(claims: Sequence[Claim], meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Return those of the meetings that a claim cites."""
    cited = {c.document for claim in claims for c in claim.citations if c.source is SourceKind.MEETING}
    return tuple(meeting for meeting in meetings if meeting.id in cited)


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
