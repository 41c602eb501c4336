"""Rating runs: each person's latest word counts, and makes or unmakes a labelled example."""

from msgspec import Struct
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.events import AnswerRated
from quarterdeck.contexts.assistant.feedback.model import (
    Channel,
    Correction,
    Example,
    Rating,
    Thumb,
    label,
    thread_of,
)
from quarterdeck.contexts.assistant.model import Exchange
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.errors import Conflict, InvalidInput
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.model import Actor, Entry
from quarterdeck.platform.audit.writing import within
from quarterdeck.platform.outbox import append


class Rater(Struct, frozen=True):
    """Who rates, from where; ``origin`` as ``platform.audit.origins`` has it."""

    tenant: TenantId
    person: str
    correlation_id: str
    channel: Channel = Channel.API
    origin: str = ""


class Feedback(Struct, frozen=True):
    records: Records
    clock: Clock

    def rate(
        self,
        rater: Rater,
        run_id: str,
        verdict: Thumb,
        correction: Correction | None = None,
        comment: str = "",
    ) -> Rating:
        """Return the person's rating of the run; saying the same again changes nothing.

        Raises:
            InvalidInput: the answer is said to be right and corrected at once.
            NotFound: the tenant has no such run.
            Conflict: the run is a replay, or the person is rating it elsewhere at this moment.
        """
        if correction and verdict is Thumb.UP:
            raise InvalidInput(
                "an answer that is right needs no correction: the verdict is down", field="verdict"
            )
        run = self._rated(rater.tenant, run_id)
        earlier = store.ratings(rater.tenant, run_id).get(rater.person)
        rating = Rating(
            run_id=run_id,
            person=rater.person,
            version=earlier.version + 1 if earlier else 1,
            verdict=verdict,
            at=self.clock.now(),
            channel=rater.channel,
            comment=comment,
            correction=correction,
        )
        if earlier and earlier.says(rating):
            return earlier
        return self._write(rater, run, rating)

    def of(self, tenant: TenantId, run_id: str) -> list[Rating]:
        """Return the latest rating of each person who rated the run."""
        return list(store.ratings(tenant, run_id).values())

    def examples(
        self, tenant: TenantId, *, limit: int, before: str | None
    ) -> tuple[list[Example], str | None]:
        return store.examples(tenant, limit=limit, before=before)

    def _rated(self, tenant: TenantId, run_id: str) -> Run:
        run = self.records.run(tenant, run_id)
        if run.replay:
            raise Conflict(f"run {run_id} is a replay: rate {run.replay.of} instead", field="run_id")
        return run

    def _write(self, rater: Rater, run: Run, rating: Rating) -> Rating:
        example_id = derived("ex", run.created_at, run.id, rating.person)
        event_id = f"evt_{derived('rate', rating.at, run.id, rating.person, str(rating.version))}"
        example = self._example(example_id, run, rating)

        def write(together: TransactWrite) -> None:
            store.add_rating(together, rater.tenant, rating, example_id, example)
            append(together, event_id, rater.tenant, rater.correlation_id, rating.at, _event(run, rating))

        try:
            within(_entry(rater, rating, event_id), write)
        except TransactWriteError:
            stored = store.ratings(rater.tenant, run.id).get(rating.person)
            if stored is None or stored.version < rating.version:
                raise
            if stored.says(rating):
                return stored
            raise Conflict(f"run {run.id} is being rated by you elsewhere: try again") from None
        return rating

    def _example(self, example_id: str, run: Run, rating: Rating) -> Example | None:
        found = label(run, rating)
        if found is None:
            return None
        effects = self.records.effects(run.question.tenant, run.id, "prepare")
        seen: list[Exchange] = []
        for effect in effects:
            if effect.name == "exchanges":
                seen = load(list[Exchange], effect.value)
        return Example(example_id, run.question.text, *found, thread_of(seen))


def _entry(rater: Rater, rating: Rating, event_id: str) -> Entry:
    actor = Actor(rater.tenant, rater.person, rater.correlation_id, rater.channel.value, rater.origin)
    details = {"verdict": rating.verdict.value, "version": rating.version}
    return Entry(
        f"aud_{event_id}", rating.at, actor, "runs.rate", rating.run_id, run_id=rating.run_id, details=details
    )


def _event(run: Run, rating: Rating) -> AnswerRated:
    meant = rating.correction or Correction()
    return AnswerRated(
        run_id=run.id,
        person=rating.person,
        verdict=rating.verdict,
        version=rating.version,
        channel=rating.channel,
        intent=run.verdict.intent,
        contract=run.verdict.contract,
        meant_intent=meant.intent,
        meant_contract=meant.contract,
    )
