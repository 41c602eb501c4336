"""What a client says over its socket becomes a question for the answer machine, or a run to go on with."""

import hashlib
import json
from collections.abc import Callable
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from quarterdeck.contexts.assistant.model import Order, ReplyTo
from quarterdeck.contexts.assistant.questions import make_question
from quarterdeck.contexts.assistant.streaming import frames, store
from quarterdeck.contexts.assistant.streaming.following import Listening, Slots
from quarterdeck.contexts.assistant.streaming.model import CHANNEL, Kind, Told
from quarterdeck.contexts.assistant.streaming.requests import Ask, Resume, read_message
from quarterdeck.contexts.assistant.streaming.stream import Stream
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.contexts.identity.tickets import Holder
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Conflict, Forbidden, NotFound, QuarterdeckError, Unauthenticated
from quarterdeck.kernel.ids import Ids
from quarterdeck.kernel.observability import logger
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.audit.model import Actor
from quarterdeck.platform.http import problem_of
from quarterdeck.platform.idempotency import Once, State

LEASE_SECONDS = 10


class Machine(Protocol):
    """The answer machine, which is started and not waited for."""

    def start(self, order: Order) -> None:
        """Start the order's run, unless it was started before."""
        ...


class Follower(Protocol):
    """What sends a run's events to a connection, apart from the request that asks for it."""

    def start(self, listening: Listening) -> None: ...


class Peer(Struct, frozen=True):
    """An open connection, whose it is, and the id that ties the log lines of one of its messages together."""

    holder: Holder
    connection: str
    correlation_id: str


class SocketDoor(Struct, frozen=True):
    """``renew`` raises Unauthenticated where the holder may not come in any more: ``cut`` then ends the connection.

    ``admit`` raises TooMany where the holder asks too often.
    """

    machine: Machine
    follower: Follower
    slots: Slots
    renew: Callable[[Holder], Holder]
    cut: Callable[[str], None]
    admit: Callable[[Holder], None]
    once: Once
    clock: Clock
    ids: Ids

    def take(self, peer: Peer, raw: str) -> str:
        """Return the frame that answers the message: taken, or what is wrong with it."""
        try:
            peer = replace(peer, holder=self.renew(peer.holder))
        except Unauthenticated as error:
            logger.info("cut off", extra={"reason": error.detail})
            self.cut(peer.connection)
            return frames.problem(frames.message_id(raw), error.problem())
        return self._answered(peer, raw)

    def _answered(self, peer: Peer, raw: str) -> str:
        try:
            message = read_message(raw)
            run_id = (
                self._asked(peer, message) if isinstance(message, Ask) else _resumed(peer.holder, message)
            )
            after = message.after if isinstance(message, Resume) else 0
            self._follow(Listening(peer.holder.tenant, run_id, peer.connection, message.id, after))
        except (QuarterdeckError, ValidationError) as error:
            return frames.problem(frames.message_id(raw), problem_of(error)[1])
        return frames.taken(message.id, run_id)

    def _asked(self, peer: Peer, message: Ask) -> str:
        """Return the run that answers the question, started unless an earlier message with this id did so."""
        if Permission.ASK not in peer.holder.permissions:
            raise Forbidden(f"this connection is not allowed {Permission.ASK}")
        self.admit(peer.holder)
        key = tenant_key(peer.holder.tenant, "SOCKET", peer.holder.subject, message.id)
        mine = json.dumps({"run_id": self.ids.new("run"), "message": _fingerprint(message)})
        claim = self.once.claim(key, lease_seconds=LEASE_SECONDS, note=mine)
        if claim.state is State.HELD:
            raise Conflict("a question with this id is being taken: send it again in a moment", field="id")
        note = claim.result or mine
        run_id = _same(message, json.loads(note))
        if claim.state is State.OURS:
            self._start(peer, message, run_id)
            self.once.done(key, note)
        return run_id

    def _start(self, peer: Peer, message: Ask, run_id: str) -> None:
        holder = peer.holder
        asker = Actor(holder.tenant, holder.subject, peer.correlation_id, CHANNEL, holder.origin)
        question = make_question(asker, message, run_id, self.clock.now(), ReplyTo(CHANNEL, {}))
        accepted = {"conversation_id": question.conversation_id, "asker": question.asker}
        Stream(question.tenant, run_id, self.clock).begin(Told(Kind.ACCEPTED, accepted))
        self.machine.start(Order(question))

    def _follow(self, listening: Listening) -> None:
        self.follower.start(self.slots.take(listening, self.ids.new("follow")))


def _resumed(holder: Holder, message: Resume) -> str:
    """Return the run to go on with: the asker's own, or for those who may read runs anybody's of the tenant."""
    asker = _asker(holder.tenant, message.run_id)
    if asker is None or (asker != holder.subject and Permission.READ_RUNS not in holder.permissions):
        raise NotFound(
            f"run {message.run_id} is not streamed (any more): its record is at /v1/runs", field="run_id"
        )
    return message.run_id


def _asker(tenant: TenantId, run_id: str) -> str | None:
    events = store.after(tenant, run_id, 0)
    return str(events[0].data["asker"]) if events else None


def _same(message: Ask, noted: dict[str, Any]) -> str:
    if noted["message"] != _fingerprint(message):
        raise Conflict("this id was used for another question: choose a new one", field="id")
    return str(noted["run_id"])


def _fingerprint(message: Ask) -> str:
    return hashlib.sha256(message.model_dump_json().encode()).hexdigest()
