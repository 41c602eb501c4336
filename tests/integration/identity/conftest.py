import pytest

from tests.integration.identity.world import World


@pytest.fixture
def world(tables: None) -> World:  # noqa: ARG001 - it works on them
    return World()
