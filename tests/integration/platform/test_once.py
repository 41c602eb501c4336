"""Claims on keys: whoever took a key first is remembered, however the holders end."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from quarterdeck.platform import idempotency
from quarterdeck.platform.aws import client
from quarterdeck.platform.idempotency import Once, State
from tests.support.clocks import StillClock

LEASE = 10


@pytest.fixture
def once(tables: None, clock: StillClock) -> Once:  # noqa: ARG001 - the table must be there
    return Once("idempotency", clock)


@pytest.fixture
def key() -> str:
    return f"TENANT#t-{uuid4().hex[:12]}#THING"


class Mortal:
    """DynamoDB, of which the caller dies after so many calls."""

    def __init__(self, calls: int) -> None:
        self.left, self.exceptions = calls, client("dynamodb").exceptions

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**arguments: Any) -> Any:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            return getattr(client("dynamodb"), name)(**arguments)

        return call


def do_once(once: Once, key: str) -> None:
    once.claim(key, lease_seconds=LEASE, note="second")
    once.done(key, "second")


def test_a_holder_who_dies_while_taking_the_key_over_leaves_the_first_ones_note(
    once: Once, clock: StillClock, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once.claim(key, lease_seconds=LEASE, note="first")
    clock.move(LEASE + 1)
    with monkeypatch.context() as dying:
        mortal = Mortal(calls=1)
        dying.setattr(idempotency, "client", lambda _: mortal)
        with pytest.raises(KeyboardInterrupt):
            do_once(once, key)
    clock.move(LEASE + 1)
    claim = once.claim(key, lease_seconds=LEASE, note="third")
    assert (claim.state, claim.retaken, claim.result) == (State.OURS, True, "first")


def test_a_held_key_tells_the_note_and_a_done_one_its_result(once: Once, key: str) -> None:
    assert once.claim(key, lease_seconds=LEASE, note="first").state is State.OURS
    held = once.claim(key, lease_seconds=LEASE, note="second")
    assert (held.state, held.result) == (State.HELD, "first")
    once.done(key, "made")
    done = once.claim(key, lease_seconds=LEASE, note="third")
    assert (done.state, done.result) == (State.DONE, "made")


def test_a_key_that_was_given_back_has_no_note(once: Once, clock: StillClock, key: str) -> None:
    once.claim(key, lease_seconds=LEASE, note="first")
    once.release(key)
    clock.move(1)
    claim = once.claim(key, lease_seconds=LEASE, note="second")
    assert (claim.state, claim.retaken, claim.result) == (State.OURS, True, None)
    assert once.claim(key, lease_seconds=LEASE).result == "second"


def test_giving_back_what_another_holder_has_finished_changes_nothing(once: Once, key: str) -> None:
    once.claim(key, lease_seconds=LEASE)
    once.done(key, "made")
    once.release(key)
    assert once.claim(key, lease_seconds=LEASE).state is State.DONE
