"""A tape plays back what it recorded, and finds the first call that is another."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.records import Records
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from tests.support.objects import MemoryObjects
from tests.unit.runs.desk import TENANT

CALLS = st.lists(
    st.tuples(st.sampled_from(["search", "model", "clock"]), st.text(), st.integers()), max_size=8
)


def refuse() -> int:
    raise AssertionError("a replay must not reach the outside")


@given(CALLS)
def test_playing_back_repeats_every_value_without_producing_any(calls: list[tuple[str, str, int]]) -> None:
    recording = Tape()
    for name, request, value in calls:
        recording.call(name, request, int, lambda value=value: value)  # type: ignore[misc]
    replay = Tape(recorded=tuple(recording.effects))
    assert [replay.call(name, request, int, refuse) for name, request, _ in calls] == [v for *_, v in calls]
    assert replay.effects == recording.effects


def test_values_keep_their_type() -> None:
    now = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
    recording = Tape()
    recording.call("clock", None, datetime, lambda: now)
    assert (
        Tape(recorded=tuple(recording.effects)).call("clock", None, datetime, lambda: now.replace(year=1))
        == now
    )


@pytest.mark.parametrize(
    ("name", "request_", "finding"),
    [
        ("model", "price", "call 1 is model; the recorded run called search"),
        ("search", "cost", "call 1, search, was asked something else than in the recorded run"),
    ],
)
def test_another_call_is_the_divergence(name: str, request_: str, finding: str) -> None:
    recording = Tape()
    recording.call("search", "price", int, lambda: 1)
    with pytest.raises(Divergence, match=finding):
        Tape(recorded=tuple(recording.effects)).call(name, request_, int, refuse)


def test_a_call_more_than_recorded_is_the_divergence() -> None:
    with pytest.raises(Divergence, match="call 1 is search, which the recorded run did not make"):
        Tape(recorded=()).call("search", "price", int, refuse)


def test_another_try_of_a_stage_comes_to_what_the_tape_of_the_first_one_has() -> None:
    records, said = Records(MemoryObjects()), iter(["$41", "$42"])

    def ask(tape: Tape) -> str:
        return tape.call("model", "price", str, lambda: next(said))

    tries = [records.taped(TENANT, "run_1", "execute-0", None, ask) for _ in range(2)]
    assert tries == ["$41", "$41"]
    assert [effect.value for effect in records.effects(TENANT, "run_1", "execute-0")] == ["$41"]
    assert next(said, None) is None  # the second try asked as well, before it knew
    replay = records.taped(TENANT, "run_2", "execute-0", "run_1", ask)
    assert replay == "$41"
    assert records.effects(TENANT, "run_2", "execute-0") == records.effects(TENANT, "run_1", "execute-0")
