"""Asking, and looking at what was asked: the use cases behind the channels."""

import hashlib
import json
from contextlib import suppress
from typing import Protocol

from msgspec import Struct

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.interactions import Only
from quarterdeck.contexts.assistant.model import File, Order, Question
from quarterdeck.contexts.assistant.questions import make_question
from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.requests import QuestionBody
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, NotFound, Unavailable
from quarterdeck.kernel.ids import Ids
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.idempotency import Once, State

ANSWER_SECONDS = 29
LINK_SECONDS = 300


class Machine(Protocol):
    """The answer machine."""

    def answer(self, order: Order) -> Run | None:
        """Return the order's run once it is on record; None where the machine failed or ran out of time.

        Raises:
            Unavailable: it takes longer than anybody waits here; its run may come on record yet.
        """
        ...


class FileLink(Struct, frozen=True):
    """Where a file can be downloaded without credentials, for ``expires_in`` seconds."""

    file: File
    url: str
    expires_in: int


class Assistant(Struct, frozen=True):
    machine: Machine
    records: Records
    once: Once
    clock: Clock
    ids: Ids

    def ask(self, asker: Actor, body: QuestionBody, idempotency_key: str | None = None) -> Run:
        """Return the run that answers the question.

        Raises:
            Conflict: the idempotency key is in use by a request under way, or was used for another question.
            Unavailable: no answer could be made; the message names the run.
        """
        run_id = self.ids.new("run")
        if idempotency_key is None:
            return self._answer(Order(self._question(asker, body, run_id)))
        key = tenant_key(asker.tenant, "QUESTION", asker.subject, idempotency_key)
        mine = _note(run_id, body)
        claim = self.once.claim(key, lease_seconds=ANSWER_SECONDS, note=mine)
        note = claim.result or mine
        order = Order(self._question(asker, body, _run_of(note, body)))
        if claim.state is State.OURS and not claim.retaken:
            return self._settled(self.machine.answer(order), order, key, note)
        return self._answer_again(order, key, note, claim.state)

    def replay(self, asker: Actor, run_id: str) -> Run:
        """Return the new run in which the recorded one was executed again from its recorded effects.

        Raises:
            NotFound: the tenant has no such run.
            Conflict: the run is itself a replay, or rested on a meeting that was deleted.
        """
        original = self.records.run(asker.tenant, run_id)
        if original.replay:
            raise Conflict(f"run {run_id} is a replay: replay {original.replay.of} instead", field="run_id")
        if original.erased:
            raise Conflict(f"run {run_id} can't be replayed: a meeting that it rested on was deleted")
        recorded = original.question
        question = Question(
            tenant=asker.tenant,
            run_id=self.ids.new("run"),
            text=recorded.text,
            asker=asker.subject,
            conversation_id=recorded.conversation_id,
            as_of=recorded.as_of,
            correlation_id=asker.correlation_id,
            meeting_id=recorded.meeting_id,
            origin=asker.origin,
        )
        return self._answer(Order(question, replay_of=run_id))

    def run(self, tenant: TenantId, run_id: str) -> Run:
        return self.records.run(tenant, run_id)

    def file(self, tenant: TenantId, run_id: str, name: str) -> FileLink:
        """Return where a file of the run's answer can be downloaded.

        Raises:
            NotFound: the tenant has no such run, or the run no such file.
        """
        for file in self.records.run(tenant, run_id).answer.files:
            if file.name == name:
                return FileLink(file, self.records.link(tenant, run_id, file, LINK_SECONDS), LINK_SECONDS)
        raise NotFound(f"run {run_id} has no file {name}")

    def newest(
        self, tenant: TenantId, *, limit: int, before: str | None, only: Only | None = None
    ) -> tuple[list[store.RunLine], str | None]:
        return store.newest(tenant, limit=limit, before=before, only=only)

    def _question(self, asker: Actor, body: QuestionBody, run_id: str) -> Question:
        return make_question(asker, body, run_id, self.clock.now())

    def _answer(self, order: Order) -> Run:
        return _answered(self.machine.answer(order), order)

    def _settled(self, run: Run | None, order: Order, key: str, note: str) -> Run:
        """Return what the run came to, and mark the key as done with it; a failed one gives the key back."""
        if run is None or run.outcome == "failed":
            self.once.release(key)
        else:
            self.once.done(key, note)
        return _answered(run, order)

    def _answer_again(self, order: Order, key: str, note: str, state: State) -> Run:
        """Return what an earlier request with the key came to, even if it died before it could say so."""
        tenant, run_id = order.question.tenant, order.question.run_id
        if state is State.DONE:
            return self.records.run(tenant, run_id)
        found = self._recorded(tenant, run_id)
        if state is State.HELD and (found is None or found.outcome == "failed"):
            raise Conflict("a request with this Idempotency-Key is under way: ask again in a moment")
        return self._settled(found or self.machine.answer(order), order, key, note)

    def _recorded(self, tenant: TenantId, run_id: str) -> Run | None:
        with suppress(NotFound):
            return self.records.run(tenant, run_id)
        return None


def _answered(run: Run | None, order: Order) -> Run:
    if run is None or run.outcome == "failed":
        raise Unavailable(f"run {order.question.run_id} did not come to an answer: ask again")
    return run


def _note(run_id: str, body: QuestionBody) -> str:
    return json.dumps({"run_id": run_id, "body": _fingerprint(body)})


def _run_of(note: str, body: QuestionBody) -> str:
    """Return the run of the note; it is Conflict if that answers another question."""
    noted: dict[str, str] = json.loads(note)
    if noted["body"] != _fingerprint(body):
        raise Conflict("this Idempotency-Key was used for another question: choose a new one")
    return noted["run_id"]


def _fingerprint(body: QuestionBody) -> str:
    return hashlib.sha256(body.model_dump_json().encode()).hexdigest()
