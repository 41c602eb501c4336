"""The operator's commands, run one after the other in one process."""

from collections.abc import Iterator

import pytest

from infra.local.commands import Problem
from infra.local.operator import Operator, operating

COMMAND = "tests.support.command"


@pytest.fixture(scope="module")
def operator() -> Iterator[Operator]:
    with operating() as running:
        running.settings = {"PLACE": "here"}
        yield running
        running.orders.close()
        assert running.answers.read() == ""  # it ends with whoever started it


def test_commands_get_their_arguments_and_settings_and_share_a_process(operator: Operator) -> None:
    process, *said = operator.run(COMMAND, "a", "b c").split(maxsplit=2)
    assert said == ["here", "a b c\n"]
    assert operator.run(COMMAND, PLACE="there").split() == [process, "there"]
    assert operator.run(COMMAND).split() == [process, "here"]


@pytest.mark.parametrize(
    ("argument", "says"), [("fail", "ValueError: as told"), ("stop", "command stop\nno more")]
)
def test_a_command_that_fails_says_so_and_the_next_is_run(
    operator: Operator, argument: str, says: str
) -> None:
    with pytest.raises(Problem, match=says):
        operator.run(COMMAND, argument)
    assert operator.run(COMMAND)


def test_of_a_module_that_is_missing_it_is_said(operator: Operator) -> None:
    with pytest.raises(Problem, match=r"No module named 'tests\.support\.nothing'"):
        operator.run("tests.support.nothing")
