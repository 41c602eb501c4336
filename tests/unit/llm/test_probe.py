"""Probing providers over real sockets: a breaker closes before any caller has to find out."""

from collections.abc import Iterator

import pytest

from quarterdeck.services.llm.breaker import Breaker
from quarterdeck.services.llm.breaker_states import MemoryStates
from quarterdeck.services.llm.probe import Probing
from quarterdeck.services.llm.provider import Provider
from tests.support.loopback import Fault
from tests.support.model_api import ModelApi
from tests.unit.llm.desk import Clock
from tests.unit.llm.protocols import KEY, PROTOCOLS, Protocol


@pytest.fixture(params=PROTOCOLS, ids=lambda protocol: protocol.name)
def api(request: pytest.FixtureRequest) -> Iterator[tuple[ModelApi, Provider]]:
    protocol: Protocol = request.param
    with protocol.api("{}", KEY) as api:
        yield api, protocol.provider(api.url, KEY)


def test_a_provider_that_is_well_again_is_asked_again_at_once(api: tuple[ModelApi, Provider]) -> None:
    _, provider = api
    clock, states = Clock(), MemoryStates()
    caller = Breaker(states, clock)
    for _ in range(5):
        caller.failed(provider.name)
    assert not caller.admits(provider.name)
    assert Probing(lambda: [provider], Breaker(states, clock)).run() == {provider.name: True}
    clock.pass_(1)
    assert caller.admits(provider.name)


def test_a_provider_that_stays_ill_opens_its_breaker(api: tuple[ModelApi, Provider]) -> None:
    endpoint, provider = api
    for path in (*endpoint.paths, "/v1/models", "/v1/models?limit=1", "/v1/models?page_size=1"):
        endpoint.fail(path, Fault(500, "{}"), times=5)
    states = MemoryStates()
    for _ in range(5):
        probing = Probing(lambda: [provider], Breaker(states, Clock()))
        assert probing.run() == {provider.name: False}
    assert not Breaker(states, Clock()).admits(provider.name)
