"""The gateway's table in the emulator: the same suites as in the process, over DynamoDB's conditional writes."""

from collections.abc import Iterator

import boto3
import pytest

from infra.local import aws
from infra.local.ministack import free_port, running_ministack
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.services.llm.breaker_states import TableStates
from quarterdeck.services.llm.budget_table import TableLedger
from quarterdeck.services.llm.table import TABLE
from tests.support.clients import fresh_clients
from tests.support.gateway_stores import LedgerSuite, StatesSuite, held, limits


@pytest.fixture(scope="module")
def dynamodb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of an emulator, which the package's own clients find as well."""
    with (
        running_ministack(free_port(), tmp_path_factory.mktemp("llm")) as endpoint,
        pytest.MonkeyPatch.context() as environment,
    ):
        for name, value in aws.environment(endpoint).items():
            environment.setenv(name, value)
        with fresh_clients():
            yield endpoint


@pytest.fixture
def table(dynamodb: str, request: pytest.FixtureRequest) -> str:
    """A table of the declared shape that nothing is in."""
    name = f"llm-{abs(hash(request.node.nodeid))}"
    keys = [(TABLE.hash_key, "HASH"), (TABLE.range_key, "RANGE")]
    boto3.client("dynamodb", **aws.options(dynamodb)).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys],  # type: ignore[typeddict-item]
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in keys],
    )
    return name


class TestTableLedger(LedgerSuite):
    @pytest.fixture
    def ledger(self, table: str) -> TableLedger:
        return TableLedger(table)


class TestTableStates(StatesSuite):
    @pytest.fixture
    def states(self, table: str) -> TableStates:
        return TableStates(table)


def test_a_table_that_is_not_there_is_out_of_reach(dynamodb: str) -> None:
    assert dynamodb
    with pytest.raises(Unavailable, match="the gateway's table does not answer: ResourceNotFoundException"):
        TableLedger("missing").hold(held("a", 1), limits(day=2), 1000)
    with pytest.raises(Unavailable):
        TableStates("missing").load("openai")
