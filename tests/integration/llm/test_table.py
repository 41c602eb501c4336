"""The gateway's table in the emulator: the same suites as in the process, over DynamoDB's conditional writes."""

from uuid import uuid4

import pytest

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.services.llm.breaker_states import TableStates
from quarterdeck.services.llm.budget_table import TableLedger
from tests.support.gateway_stores import LedgerSuite, StatesSuite, held, limits
from tests.support.tables import make_table


@pytest.fixture
def table(tables: None) -> str:  # noqa: ARG001 - the emulator must run
    """A table that nothing is in."""
    name = f"llm-{uuid4().hex}"
    make_table(name)
    return name


class TestTableLedger(LedgerSuite):
    @pytest.fixture
    def ledger(self, table: str) -> TableLedger:
        return TableLedger(table)


class TestTableStates(StatesSuite):
    @pytest.fixture
    def states(self, table: str) -> TableStates:
        return TableStates(table)


@pytest.mark.usefixtures("tables")
def test_a_table_that_is_not_there_is_out_of_reach() -> None:
    with pytest.raises(Unavailable, match="the gateway's table does not answer: ResourceNotFoundException"):
        TableLedger("missing").hold(held("a", 1), limits(day=2), 1000)
    with pytest.raises(Unavailable):
        TableStates("missing").load("openai")
