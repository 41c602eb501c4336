"""The last stage: the run is composed, recorded once with its event, and its answer is delivered once."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.comparison import find_divergence
from quarterdeck.contexts.assistant.costs import compute_cost
from quarterdeck.contexts.assistant.events import QuestionAnswered
from quarterdeck.contexts.assistant.feedback.correction import note_correction
from quarterdeck.contexts.assistant.feedback.service import Feedback
from quarterdeck.contexts.assistant.interactions import source_of
from quarterdeck.contexts.assistant.model import ASKED_BACK, Answer, Intent, MeetingScope, Order, Verdict
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Executed, Prepared, Replay, Run, total_ms
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.platform.audit.model import Actor, Entry, Result
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.outbox import append
from quarterdeck.services.llm.model import Usage

FAILED_TEXT = "Something went wrong while answering. Nothing was changed; please ask again."


class Delivery(Protocol):
    """Brings an answer to where its question came from."""

    def deliver(self, run: Run) -> None:
        """Deliver the run's answer, once however often it is called."""
        ...


class ByChannel(Struct, frozen=True):
    """Delivers each answer by the way of its question's channel."""

    deliveries: Mapping[str, Delivery]

    def deliver(self, run: Run) -> None:
        if run.question.reply_to:
            self.deliveries[run.question.reply_to.channel].deliver(run)


class Conclusion(Struct, frozen=True):
    """What the stages came to: ``prepared`` is None where the first one already failed."""

    order: Order
    prepared: Prepared | None
    executed: tuple[Executed, ...] = ()
    failed: bool = False


class Concluding(Struct, frozen=True):
    records: Records
    delivery: Delivery
    feedback: Feedback
    clock: Clock

    def run(self, conclusion: Conclusion) -> Run:
        """Return the run on record. Running it again records and delivers nothing more.

        That holds for another execution of the run too, whatever it came to: the first to come here is the run.
        """
        run = self.records.put_run(self._compose(conclusion))
        self._record(run)
        if run.question.reply_to and not run.replay:
            self.delivery.deliver(run)
        note_correction(self.feedback, run)
        return run

    def _compose(self, conclusion: Conclusion) -> Run:
        question, prepared, executed = conclusion.order.question, conclusion.prepared, conclusion.executed
        stages = [
            *(prepared.stages if prepared else ()),
            *(time for each in executed for time in each.stages),
        ]
        answer, replays = _answer(conclusion), conclusion.order.replay_of is not None
        # A replay asks no model anything, so it uses no tokens and costs its functions' time alone.
        paid = () if replays else executed
        return Run(
            id=question.run_id,
            question=question,
            verdict=_verdict(conclusion, answer),
            answer=answer,
            outcome=_outcome(conclusion, answer),
            created_at=self.clock.now(),
            meetings=_meetings(prepared, executed),
            looked_at=max((each.looked_at for each in executed), default=0),
            scope=prepared.brief.scope if prepared else MeetingScope(),
            snapshot=next((each.snapshot for each in executed if each.snapshot), ""),
            source=source_of(executed),
            cached=bool(executed) and all(each.cached for each in executed),
            candidates=prepared.candidates if prepared else (),
            places=tuple(place for each in executed for place in each.places),
            contracts=tuple(f"{each.contract}@{each.version}" for each in executed),
            stages=tuple(stages),
            usage=sum((each.usage for each in paid), Usage()),
            cost=NanoUsd(sum(each.model_cost for each in paid) + compute_cost(stages)),
            attempts=tuple(attempt for each in executed for attempt in each.attempts),
            replay=self._compared(conclusion, answer),
        )

    def _compared(self, conclusion: Conclusion, answer: Answer) -> Replay | None:
        if conclusion.order.replay_of is None:
            return None
        original = self.records.run(conclusion.order.question.tenant, conclusion.order.replay_of)
        divergence = find_divergence(original, conclusion.prepared, conclusion.executed, answer)
        return Replay(original.id, divergence is None, divergence)

    def _record(self, run: Run) -> None:
        tenant = run.question.tenant
        event = QuestionAnswered(
            run_id=run.id,
            conversation_id=run.question.conversation_id,
            intent=run.verdict.intent,
            contracts=run.contracts,
            outcome=run.outcome,
            claims=len(run.answer.claims),
            ms=total_ms(run.stages),
            cost_nano_usd=run.cost,
        )

        def write(together: TransactWrite) -> None:
            store.add(together, run)
            if not run.replay:
                append(together, f"evt_{run.id}", tenant, run.question.correlation_id, run.created_at, event)

        try:
            within(_entry(run), write)
        except TransactWriteError:
            if not store.exists(tenant, run.id):
                raise


def _entry(run: Run) -> Entry:
    """Return what the audit trail says of the run: a refused question is a refusal, a failed one a failure."""
    question = run.question
    channel = question.reply_to.channel if question.reply_to else "api"
    actor = Actor(question.tenant, question.asker, question.correlation_id, channel, question.origin)
    return Entry(
        id=f"aud_{run.id}",
        at=run.created_at,
        actor=actor,
        action="runs.replay" if run.replay else "questions.ask",
        target=run.replay.of if run.replay else run.id,
        result={"refuse": Result.REFUSED, "failed": Result.FAILED}.get(run.outcome, Result.DONE),
        reason=run.outcome,
        run_id=run.id,
    )


def _meetings(prepared: Prepared | None, executed: Sequence[Executed]) -> tuple[Meeting, ...]:
    """Return the meetings that the run is about, each once."""
    named = prepared.brief.meetings if prepared else ()
    cited = (meeting for each in executed for meeting in each.meetings)
    return tuple({meeting.id: meeting for meeting in (*named, *cited)}.values())


def _answer(conclusion: Conclusion) -> Answer:
    if conclusion.failed or conclusion.prepared is None:
        return Answer(FAILED_TEXT)
    if conclusion.prepared.answer:
        return conclusion.prepared.answer
    return conclusion.executed[-1].answer


def _verdict(conclusion: Conclusion, answer: Answer) -> Verdict:
    """Return what the question was taken for: one that a contract had to ask back about needs clarifying."""
    if conclusion.prepared is None:
        return Verdict(Intent.CLARIFY, "FAILED", "failed", 0.0)
    routed = conclusion.prepared.verdict
    if not answer.unclear:
        return routed
    return Verdict(Intent.CLARIFY, Intent.CLARIFY.value, ASKED_BACK, routed.confidence, routed.contract)


def _outcome(conclusion: Conclusion, answer: Answer) -> str:
    if conclusion.failed or conclusion.prepared is None:
        return "failed"
    if conclusion.prepared.answer:
        intent = conclusion.prepared.verdict.intent
        return intent.value.lower() if intent in {Intent.CLARIFY, Intent.REFUSE} else "unavailable"
    if answer.unclear:
        return "clarify"
    return "answered" if answer.claims or answer.uncited else "not_found"
