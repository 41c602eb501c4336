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


@dataclass(frozen=True)
class Directions:
    """Embeds a text as the unit vector along one of four axes, by its first letter."""

    model: str = "directions"
    dimension: int = 4

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.eye(4, dtype=np.float32)[["abcd".index(text[0]) for text in texts]]


Opener = Callable[[Directions], SearchIndex]


@pytest.fixture(params=["sqlite", "opensearch"])
def open_as(request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Open the same new index as often as a test likes, for whichever embedder."""
    yield from (_on_sqlite if request.param == "sqlite" else _on_opensearch)(request)


def _on_sqlite(request: pytest.FixtureRequest) -> Iterator[Opener]:
    folder: Path = request.getfixturevalue("tmp_path")
    yield lambda embedder: open_index(f"sqlite://{folder}/new/search.db", embedder)


def _on_opensearch(_: pytest.FixtureRequest) -> Iterator[Opener]:
    url = os.environ.get("OPENSEARCH_URL")
    if not url:
        pytest.skip("OPENSEARCH_URL is not set: the OpenSearch adapter was not tested")
    from quarterdeck.services.search.opensearch_client import connect  # noqa: PLC0415

    name = f"test-{uuid4().hex}"
    yield lambda embedder: open_index(url, embedder, name=name)
    connect(url).indices.delete(index=name, params={"ignore_unavailable": "true"})


@pytest.fixture
def index(open_as: Opener) -> SearchIndex:
    return open_as(Directions())
