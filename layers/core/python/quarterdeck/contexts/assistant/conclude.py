"""The last stage: the run is composed, recorded once with its event, and its answer is delivered once."""

from dataclasses import dataclass
from typing import Protocol

from pynamodb.exceptions import TransactWriteError

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.costs import compute_cost
from quarterdeck.contexts.assistant.events import QuestionAnswered
from quarterdeck.contexts.assistant.model import Answer, Intent, Order, Verdict
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Executed, Prepared, Replay, Run, total_ms
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.platform.outbox import append
from quarterdeck.platform.tables import transaction
from quarterdeck.services.llm.model import Usage

FAILED_TEXT = "Something went wrong while answering. Nothing was changed; please ask again."


class Delivery(Protocol):
    """Brings an answer to where its question came from."""

    def deliver(self, run: Run) -> None:
        """Deliver the run's answer, once however often it is called."""
        ...


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the stages came to: ``prepared`` is None where the first one already failed."""

    order: Order
    prepared: Prepared | None
    executed: tuple[Executed, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Concluding:
    records: Records
    delivery: Delivery
    clock: Clock

    def run(self, conclusion: Conclusion) -> Run:
        """Return the run on record. Running it again records and delivers nothing more."""
        run = self._compose(conclusion)
        self.records.put_run(run)
        self._record(run)
        if run.question.reply_to and not run.replay:
            self.delivery.deliver(run)
        return run

    def _compose(self, conclusion: Conclusion) -> Run:
        question, prepared, executed = conclusion.order.question, conclusion.prepared, conclusion.executed
        verdict = prepared.verdict if prepared else Verdict(Intent.CLARIFY, "FAILED", "failed", 0.0)
        stages = [
            *(prepared.stages if prepared else ()),
            *(time for each in executed for time in each.stages),
        ]
        answer = _answer(conclusion)
        return Run(
            id=question.run_id,
            question=question,
            verdict=verdict,
            answer=answer,
            outcome=_outcome(conclusion, answer),
            created_at=self.clock.now(),
            meetings=prepared.meetings if prepared else (),
            candidates=prepared.candidates if prepared else (),
            places=tuple(place for each in executed for place in each.places),
            contracts=tuple(f"{each.contract}@{each.version}" for each in executed),
            stages=tuple(stages),
            usage=sum((each.usage for each in executed), Usage()),
            cost=NanoUsd(sum(each.model_cost for each in executed) + compute_cost(stages)),
            attempts=tuple(attempt for each in executed for attempt in each.attempts),
            cached=any(each.cached for each in executed),
            replay=self._compared(conclusion, answer),
        )

    def _compared(self, conclusion: Conclusion, answer: Answer) -> Replay | None:
        original_id = conclusion.order.replay_of
        if original_id is None:
            return None
        parts: list[Prepared | Executed] = [*conclusion.executed]
        if conclusion.prepared:
            parts.insert(0, conclusion.prepared)
        divergence = next((part.divergence for part in parts if part.divergence), None)
        if divergence is None:
            original = self.records.run(conclusion.order.question.tenant, original_id)
            divergence = _difference(original, conclusion, answer)
        return Replay(original_id, divergence is None, divergence)

    def _record(self, run: Run) -> None:
        tenant, ms = run.question.tenant, total_ms(run.stages)
        event = QuestionAnswered(
            run_id=run.id,
            conversation_id=run.question.conversation_id,
            intent=run.verdict.intent,
            contracts=run.contracts,
            outcome=run.outcome,
            claims=len(run.answer.claims),
            ms=ms,
            cost_nano_usd=run.cost,
        )
        try:
            with transaction() as together:
                store.add(together, run, ms)
                if not run.replay:
                    append(
                        together, f"evt_{run.id}", tenant, run.question.correlation_id, run.created_at, event
                    )
        except TransactWriteError:
            if not store.exists(tenant, run.id):
                raise


def _answer(conclusion: Conclusion) -> Answer:
    if conclusion.failed or conclusion.prepared is None:
        return Answer(FAILED_TEXT)
    if conclusion.prepared.answer:
        return conclusion.prepared.answer
    return conclusion.executed[-1].answer


def _outcome(conclusion: Conclusion, answer: Answer) -> str:
    if conclusion.failed or conclusion.prepared is None:
        return "failed"
    if conclusion.prepared.answer:
        intent = conclusion.prepared.verdict.intent
        return intent.value.lower() if intent in {Intent.CLARIFY, Intent.REFUSE} else "unavailable"
    return "answered" if answer.claims else "not_found"


def _difference(original: Run, conclusion: Conclusion, answer: Answer) -> str | None:
    """Return the first part of the result that isn't as recorded."""
    verdict = conclusion.prepared.verdict if conclusion.prepared else None
    if verdict != original.verdict:
        return f"prepare: the verdict is {verdict}, recorded was {original.verdict}"
    if answer.claims != original.answer.claims:
        return "execute: the verified claims are not those of the recorded run"
    if answer.text != original.answer.text:
        return "execute: the text of the answer is not that of the recorded run"
    return None
