"""The index under test: every adapter goes through the same suite."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from msgspec import Struct

from infra.local.opensearch_node import BOOT_SECONDS, cluster_at
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.factory import open_index
from quarterdeck.services.search.index import SearchIndex
from quarterdeck.services.search.opensearch_client import connect
from tests.e2e.meetings import until

OPENSEARCH_URL = os.environ.get("OPENSEARCH_URL", "")


class Directions(Struct, frozen=True):
    """Embeds a text as the unit vector along one of four axes, by its first letter."""

    model: str = "directions"
    dimension: int = 4

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.eye(4, dtype=np.float32)[["abcd".index(text[0]) for text in texts]]


@pytest.fixture(scope="session")
def opensearch() -> str:
    """The URL of the node, which may still be starting when the tests begin."""
    until(lambda: cluster_at(OPENSEARCH_URL) is not None, "the OpenSearch node", seconds=BOOT_SECONDS)
    return OPENSEARCH_URL


Opener = Callable[[Directions], SearchIndex]


@pytest.fixture(params=["sqlite", "opensearch"] if OPENSEARCH_URL else ["sqlite"])
def open_as(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Open the same new index as often as a test likes, for whichever embedder."""
    if request.param == "sqlite":
        yield lambda embedder: open_index(f"sqlite://{tmp_path}/new/search.db", embedder)
    else:
        url, name = request.getfixturevalue("opensearch"), f"test-{uuid4().hex}"
        yield lambda embedder: open_index(url, embedder, name=name)
        connect(url).indices.delete(index=name, params={"ignore_unavailable": "true"})


@pytest.fixture
def index(open_as: Opener) -> SearchIndex:
    return open_as(Directions())
