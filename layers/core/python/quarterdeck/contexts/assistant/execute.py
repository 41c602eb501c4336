"""The second stage: one contract gathers its evidence, answers, and has every claim verified."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quarterdeck.contexts.assistant.brief import Brief, MadeFile
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered
from quarterdeck.contexts.assistant.model import Answer, Claim, File, SourceKind
from quarterdeck.contexts.assistant.models import taped_gateway
from quarterdeck.contexts.assistant.run import Executed, Place, Prepared
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.contexts.assistant.verification import verify
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.model import Completion, Provider

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
    providers: Sequence[Provider]
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
        completion: Completion[Any] = taped_gateway(tools.providers, tools.tape).complete(
            contract.name,
            contract.prompt(brief, gathered),
            contract.output,
            lambda: contract.extract(brief, gathered),
            MODEL_DEADLINE_MS,
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
    )


def _verified(
    contract: Contract[Any], brief: Brief, gathered: Gathered, completion: Completion[Any]
) -> Answer:
    draft = contract.claims(completion.value, gathered)
    meetings = (*brief.meetings, *gathered.meetings)
    claims, dropped = verify(draft, gathered.evidence, meetings, gathered.names)
    text = contract.render(brief, gathered, claims) if claims else draft.uncited or draft.missing
    if completion.degraded:
        text += "\n\n(No language model answered; this is made of the sources' own sentences.)"
    uncited = bool(draft.uncited and not claims)
    return Answer(text, claims, dropped, completion.provider, completion.degraded, uncited)


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
