"""A run's events over the table: numbered without a gap, sent to each listener once and in order, however it is cut."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from json import loads

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.streaming import store
from quarterdeck.contexts.assistant.streaming.following import (
    LONGEST,
    SLOTS,
    Following,
    Listening,
    Outcome,
    Slots,
)
from quarterdeck.contexts.assistant.streaming.model import Kind, Told
from quarterdeck.contexts.assistant.streaming.stream import Stream
from quarterdeck.kernel.errors import TooMany
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.sockets import Busy, Gone, Slow
from tests.support.clocks import StillClock

pytestmark = pytest.mark.usefixtures("tables")

TENANT, OTHER = tenant_id("acme"), tenant_id("other")
NAMES = count()
FAULTS: dict[str, type[Exception]] = {"busy": Busy, "gone": Gone, "slow": Slow}


@dataclass
class Client:
    """What a connection receives; each fault is raised at one post, in turn."""

    faults: list[str] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)
    posts: int = 0

    def post(self, connection: str, text: str) -> None:
        assert connection
        self.posts += 1
        fault = self.faults.pop(0) if self.faults else ""
        if fault:
            raise FAULTS[fault]
        frame = loads(text)
        self.heard += [frame["event"]] if "event" in frame else []


def run_id() -> str:
    return f"run_{next(NAMES)}"


def tell(run: str, *kinds: Kind, tenant: TenantId = TENANT) -> None:
    Stream(tenant, run, StillClock()).tell(*[Told(kind, {"text": kind.value}) for kind in kinds])


def wish(run: str, after: int = 0, clock: StillClock | None = None) -> Listening:
    return Slots(clock or StillClock()).take(Listening(TENANT, run, f"conn{next(NAMES)}", "m", after), "f1")


def follow(client: Client, listening: Listening, meanwhile: Callable[[], None] = lambda: None) -> Outcome:
    """Follow the run, with time that passes in its pauses alone, and what happens meanwhile."""
    clock = StillClock()

    def pause(seconds: float) -> None:
        clock.at += timedelta(seconds=seconds)
        meanwhile()

    return Following(client, clock, pause).follow(listening)


def test_events_are_numbered_by_whoever_adds_them_and_end_with_the_end() -> None:
    run = run_id()
    tell(run, Kind.ACCEPTED)
    first, second = Stream(TENANT, run, StillClock()), Stream(TENANT, run, StillClock())
    for stream in (first, second, first, second):
        stream.tell(Told(Kind.STAGE, {"stage": "gather"}))
    first.tell(Told(Kind.TEXT, {"text": "x"}), Told(Kind.END, {}))
    second.tell(Told(Kind.STAGE, {"stage": "late"}))
    first.tell(Told(Kind.TEXT, {"text": "x"}), Told(Kind.END, {}))
    found = store.after(TENANT, run, 0)
    assert [event.id for event in found] == list(range(1, 8))
    assert [event.kind for event in found[-2:]] == [Kind.TEXT, Kind.END]
    assert store.after(OTHER, run, 0) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(["", "busy", "gone", "slow"]), max_size=6), max_size=5), st.data())
def test_whatever_cuts_and_resumes_there_are_each_event_is_heard_once_and_in_order(
    faults: list[list[str]], data: st.DataObject
) -> None:
    run, heard = run_id(), list[int]()
    left = [Kind.STAGE] * data.draw(st.integers(0, 5)) + [Kind.TEXT, Kind.CITATIONS, Kind.END]
    tell(run, Kind.ACCEPTED)

    def meanwhile() -> None:
        if left:
            tell(run, left.pop(0))

    for each in [*faults, []]:
        if heard and heard[-1] == len(store.after(TENANT, run, 0)) and not left:
            break
        client = Client(list(each))
        outcome = follow(client, wish(run, after=heard[-1] if heard else 0), meanwhile)
        heard += client.heard
        assert outcome in {Outcome.ENDED, Outcome.GONE, Outcome.SLOW}
    assert heard == list(range(1, len(store.after(TENANT, run, 0)) + 1))
    assert store.after(TENANT, run, 0)[-1].kind is Kind.END


@pytest.mark.parametrize(("fault", "outcome"), [("gone", Outcome.GONE), ("slow", Outcome.SLOW)])
def test_a_client_that_takes_nothing_costs_one_post(fault: str, outcome: Outcome) -> None:
    run, client = run_id(), Client([fault])
    tell(run, Kind.ACCEPTED, Kind.TEXT, Kind.TEXT, Kind.END)
    assert follow(client, wish(run)) is outcome
    assert client.posts == 1


def test_one_wish_is_followed_once_however_often_its_message_arrives() -> None:
    run, client = run_id(), Client()
    tell(run, Kind.ACCEPTED, Kind.END)
    listening = wish(run)
    assert [follow(client, listening) for _ in range(2)] == [Outcome.ENDED, Outcome.DOUBLE]
    assert client.heard == [1, 2]


def test_a_run_that_does_not_end_is_left_after_a_minute_with_a_word_about_it() -> None:
    run, client = run_id(), Client()
    tell(run, Kind.ACCEPTED)
    assert follow(client, wish(run)) is Outcome.LATE
    assert (client.heard, client.posts) == ([1], 2)


def test_a_connection_has_four_places_which_come_back_at_the_end_or_in_a_minute() -> None:
    run, clock = run_id(), StillClock()
    tell(run, Kind.ACCEPTED, Kind.END)
    slots, listening = Slots(clock), Listening(TENANT, run, f"conn{next(NAMES)}", "m", 0)
    held = [slots.take(listening, f"f{number}") for number in range(SLOTS)]
    with pytest.raises(TooMany, match="are open on this connection"):
        slots.take(listening, "one too many")
    assert follow(Client(), held[2]) is Outcome.ENDED
    assert slots.take(listening, "again").slot == 2
    clock.at += LONGEST + timedelta(seconds=1)
    assert slots.take(listening, "later").slot == 0
    assert follow(Client(), held[0]) is Outcome.DOUBLE
