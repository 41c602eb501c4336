"""A run of any contract can be replayed: the same from its recording alone, and not once that is changed."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from pydantic import BaseModel

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.comparison import find_divergence
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.contracts.base import Needs
from quarterdeck.contexts.assistant.execute import Tools, execute, work_of
from quarterdeck.contexts.assistant.model import Answer, Verdict
from quarterdeck.contexts.assistant.run import Executed, Prepared, Run
from quarterdeck.contexts.assistant.sources import Sources
from quarterdeck.contexts.assistant.tape import Effect, Tape
from quarterdeck.services.llm.gateway import Gateway
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Message, Usage
from quarterdeck.services.llm.provider import ProviderReply
from tests.support.completing import CompletesOnly
from tests.unit.llm.desk import Desk as Models
from tests.unit.runs.desk import AS_OF, Desk, meeting, order

PRICING = meeting(1, "Larkspur", "Pricing call", datetime(2026, 11, 17, 10, tzinfo=UTC))
ASKED = order("What did Larkspur ask about the price per seat?")
every_contract = pytest.mark.parametrize("name", CONTRACTS)


class Closed(Desk):
    """A desk that must not be asked."""

    def __getattribute__(self, name: str) -> Any:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError(f"a replay asked for {name}")

        return (
            refuse if name in vars(Sources) and not name.startswith("_") else super().__getattribute__(name)
        )


@dataclass
class Script(CompletesOnly):
    """A model that says, of each schema, what the contract's own sentences say; it counts how often it is asked."""

    replies: dict[type[BaseModel], str] = field(default_factory=dict)
    asked: int = 0
    name: str = "scripted"

    def complete(
        self, messages: Sequence[Message], schema: type[BaseModel], deadline: float
    ) -> ProviderReply:
        assert messages
        assert deadline > 0
        self.asked += 1
        return ProviderReply(self.replies[schema], "gpt-4o-mini", Usage(900, 40))


def gateway_to(model: Script) -> Gateway:
    return Models(timer=time.monotonic).gateway(Hop(model, "gpt-4o-mini", 1000))


@dataclass
class Recording:
    """The chain of one contract, executed: what each stage returned, and its tape."""

    prepared: Prepared
    executed: list[Executed]
    tapes: list[tuple[Effect, ...]]

    @property
    def run(self) -> Run:
        contracts = tuple(f"{each.contract}@{each.version}" for each in self.executed)
        answer = self.executed[-1].answer
        question, verdict = ASKED.question, self.prepared.verdict
        return Run(question.run_id, question, verdict, answer, "answered", AS_OF, contracts=contracts)


def prepared_for(name: str) -> Prepared:
    contract = CONTRACTS[name]
    about = (PRICING,) if contract.needs in {Needs.ONE_MEETING, Needs.A_MEETING_IF_NAMED} else ()
    verdict = Verdict(contract.intent, name, "patterns", 0.9)
    return Prepared(Brief(ASKED.question, about), verdict, chain=(*contract.before, name))


def play(name: str, desk: Desk, model: Script, tapes: Sequence[Sequence[Effect]] | None = None) -> Recording:
    """Execute the contract's chain, from the tapes if they are given."""
    prepared = prepared_for(name)
    executed: list[Executed] = []
    effects: list[tuple[Effect, ...]] = []
    for place in range(len(prepared.chain)):
        tape = Tape(tuple(tapes[place]) if tapes else None)
        tools = Tools(desk, gateway_to(model), tape, lambda _: None)
        executed.append(execute(work_of(prepared, place), executed, tools))
        effects.append(tuple(tape.effects))
    return Recording(prepared, executed, effects)


def recorded(name: str) -> tuple[Recording, Script]:
    """Record the contract with a model that answers; it says what the extractive answers say."""
    desk, script = Desk([PRICING]), Script()
    prepared = prepared_for(name)
    done: list[Executed] = []
    for place, each in enumerate(prepared.chain):
        contract = CONTRACTS[each]
        earlier = tuple(claim for result in done for claim in result.answer.claims)
        brief = replace(prepared.brief, earlier=earlier)
        output = contract.extract(brief, contract.gather(brief, desk))
        script.replies[contract.output] = output.model_dump_json()
        tools = Tools(desk, gateway_to(script), Tape(), lambda _: None)
        done.append(execute(work_of(prepared, place), done, tools))
    script.asked = 0
    return play(name, desk, script), script


def divergence(original: Recording, replayed: Recording) -> str | None:
    answer = replayed.executed[-1].answer
    return find_divergence(original.run, replayed.prepared, replayed.executed, answer)


def untimed(executed: Sequence[Executed]) -> list[Executed]:
    return [replace(each, stages=()) for each in executed]


@every_contract
def test_a_replay_is_identical_and_asks_neither_model_nor_library(name: str) -> None:
    original, model = recorded(name)
    calls = sum(effect.name == "model" for tape in original.tapes for effect in tape)
    assert model.asked == calls >= len(original.executed)
    assert original.executed[-1].answer.provider == "scripted"
    replayed = play(name, Closed([]), model, original.tapes)
    assert model.asked == calls
    assert untimed(replayed.executed) == untimed(original.executed)
    assert divergence(original, replayed) is None


@every_contract
def test_a_changed_reply_of_the_model_is_noticed(name: str) -> None:
    original, model = recorded(name)
    tapes = [*original.tapes[:-1], tuple(_silenced(effect) for effect in original.tapes[-1])]
    found = divergence(original, play(name, Closed([]), model, tapes))
    if original.executed[-1].answer.claims:
        assert found == "execute: not as recorded: the answer's verified claims"


@every_contract
def test_changed_evidence_is_noticed_at_the_call_that_it_leads_to(name: str) -> None:
    original, model = recorded(name)
    first = original.tapes[0][0]
    if first.name == "model":
        pytest.skip("nothing is read for it")
    changed = (Effect(first.name, first.request, _empty(first.value)), *original.tapes[0][1:])
    replayed = play(name, Closed([]), model, [changed, *original.tapes[1:]])
    found = divergence(original, replayed)
    assert found is None or found.startswith(("execute-0: call ", "execute: not as recorded"))
    assert (found is None) == (replayed.executed[-1].answer == original.executed[-1].answer)


@every_contract
def test_a_recording_that_breaks_off_is_the_divergence(name: str) -> None:
    original, model = recorded(name)
    last = len(original.tapes) - 1
    tapes = [*original.tapes[:-1], original.tapes[-1][:-1]]
    found = divergence(original, play(name, Closed([]), model, tapes))
    calls = len(original.tapes[-1])
    assert found == f"execute-{last}: call {calls} is model, which the recorded run did not make"


def test_another_version_of_a_contract_is_named() -> None:
    original, model = recorded("NEXT_STEPS")
    replayed = play("NEXT_STEPS", Closed([]), model, original.tapes)
    replayed.executed[-1] = replace(replayed.executed[-1], version="99")
    found = divergence(original, replayed)
    assert found is not None
    assert found.startswith("execute: the contracts are NEXT_STEPS@99, recorded were NEXT_STEPS@")


def test_another_verdict_is_named() -> None:
    original, _ = recorded("NEXT_STEPS")
    other = replace(original.prepared, verdict=replace(original.prepared.verdict, contract="FAQ_ANSWER"))
    found = find_divergence(original.run, other, original.executed, Answer(""))
    assert found is not None
    assert found.startswith("prepare: the verdict is ")


def _silenced(effect: Effect) -> Effect:
    """Let the model have said nothing, in the form that it said something."""
    if effect.name != "model":
        return effect
    silence = json.dumps(_empty(json.loads(effect.value["text"])))
    return replace(effect, value={**effect.value, "text": silence})


def _empty(value: Any) -> Any:
    match value:
        case list():
            return []
        case dict():
            return {key: _empty(inner) for key, inner in value.items()}
    return value
