"""The search index and the model that embeds for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.services.search.embed import Embedder
    from quarterdeck.services.search.retrieve import Retriever


@cache
def embedder() -> Embedder:
    from quarterdeck.services.search.minilm import MiniLm

    return MiniLm()


@cache
def retriever() -> Retriever:
    from quarterdeck.services.search.factory import open_index
    from quarterdeck.services.search.retrieve import Retriever

    index = open_index(setting("SEARCH_URL"), embedder(), engine=setting("SEARCH_ENGINE"))
    return Retriever(index, embedder())
