"""The index under test: every adapter goes through the same suite."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.factory import open_index
from quarterdeck.services.search.index import SearchIndex
from quarterdeck.services.search.opensearch_client import connect

OPENSEARCH_URL = os.environ.get("OPENSEARCH_URL", "")


@dataclass(frozen=True)
class Directions:
    """Embeds a text as the unit vector along one of four axes, by its first letter."""

    model: str = "directions"
    dimension: int = 4

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.eye(4, dtype=np.float32)[["abcd".index(text[0]) for text in texts]]


Opener = Callable[[Directions], SearchIndex]


@pytest.fixture(params=["sqlite", "opensearch"] if OPENSEARCH_URL else ["sqlite"])
def open_as(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Open the same new index as often as a test likes, for whichever embedder."""
    if request.param == "sqlite":
        yield lambda embedder: open_index(f"sqlite://{tmp_path}/new/search.db", embedder)
    else:
        name = f"test-{uuid4().hex}"
        yield lambda embedder: open_index(OPENSEARCH_URL, embedder, name=name)
        connect(OPENSEARCH_URL).indices.delete(index=name, params={"ignore_unavailable": "true"})


@pytest.fixture
def index(open_as: Opener) -> SearchIndex:
    return open_as(Directions())
