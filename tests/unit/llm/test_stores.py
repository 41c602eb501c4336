"""The ledger and the breakers of one process."""

import pytest

from quarterdeck.services.llm.breaker_states import MemoryStates
from quarterdeck.services.llm.budget_memory import MemoryLedger
from tests.support.gateway_stores import LedgerSuite, StatesSuite


class TestMemoryLedger(LedgerSuite):
    @pytest.fixture
    def ledger(self) -> MemoryLedger:
        return MemoryLedger()


class TestMemoryStates(StatesSuite):
    @pytest.fixture
    def states(self) -> MemoryStates:
        return MemoryStates()
