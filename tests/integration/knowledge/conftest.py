"""A tenant whose base is in an Airtable on this machine, and the knowledge context at work on real tables."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.integration.knowledge.world import World


@pytest.fixture
def world(tables: None) -> Iterator[World]:  # noqa: ARG001 - it must run
    with World(f"t-{uuid4().hex[:12]}").running() as made:
        yield made
