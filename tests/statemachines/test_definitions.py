"""Every definition is valid, compiles, and keeps the rules: bounded tasks, bounded retries, nothing uncaught."""

import re

import pytest
from jsonata import Jsonata
from statelint.config import Config
from statelint.linter import Linter

from tests.statemachines.definitions import NAMES, expressions, parsed, rendered, states

COMPUTED_WAIT = re.compile(r"Wait\.Seconds is \"{% .* %}\" but should be an Integer$")
"""What the linter says of a wait that JSONata computes, which the states language allows."""


@pytest.mark.parametrize("name", NAMES)
def test_the_linter_finds_nothing(name: str) -> None:
    found = Linter.validate(rendered(name), Config(evaluate_jsonata=True))
    assert [each for each in found if not COMPUTED_WAIT.search(each)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_expression_compiles(name: str) -> None:
    found = list(expressions(parsed(name)))
    assert found
    for expression in found:
        Jsonata(expression)


@pytest.mark.parametrize("name", NAMES)
def test_every_task_has_a_timeout_and_retries_that_end(name: str) -> None:
    tasks = {each: state for each, state in states(parsed(name)) if state["Type"] == "Task"}
    assert tasks
    for each, state in tasks.items():
        assert 0 < state["TimeoutSeconds"] <= 600, each
        assert all(1 <= retry["MaxAttempts"] <= 6 for retry in state["Retry"]), each


@pytest.mark.parametrize("name", NAMES)
def test_a_failure_of_any_state_but_the_last_is_caught(name: str) -> None:
    definition = parsed(name)
    for each, state in definition["States"].items():
        if state["Type"] in {"Task", "Map", "Parallel"} and not state.get("End"):
            assert [catch["ErrorEquals"] for catch in state["Catch"]] == [["States.ALL"]], each
