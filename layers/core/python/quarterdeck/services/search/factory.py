"""Opens the index that a URL names."""

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.services.search.embed import Embedder
from quarterdeck.services.search.index import SearchIndex


def open_index(
    url: str,
    embedder: Embedder,
    *,
    name: str = "passages",
    engine: str = "lucene",
    space: str = "innerproduct",
) -> SearchIndex:
    """Return the index at ``sqlite:///absolute/path`` or ``https://cluster``, created unless it exists.

    ``name`` is OpenSearch's index; ``engine`` (``lucene``, ``faiss``) and ``space`` say how it compares vectors.

    Raises:
        InvalidInput: the URL names no kind of index.
        Conflict: the index exists for another embedding model or dimension.
        Unavailable: the index does not answer.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path:
        index = _sqlite(parts, embedder)
    elif parts.scheme in {"http", "https"} and parts.hostname:
        index = _opensearch(url, embedder, name, engine, space)
    else:
        raise InvalidInput(
            f"{url!r} names no search index (sqlite:///path or http(s)://cluster)", field="url"
        )
    index.ensure()
    return index


def _sqlite(parts: SplitResult, embedder: Embedder) -> SearchIndex:
    from quarterdeck.services.search.sqlite import SqliteIndex  # noqa: PLC0415

    return SqliteIndex(Path(unquote(parts.path)), model=embedder.model, dimension=embedder.dimension)


def _opensearch(url: str, embedder: Embedder, name: str, engine: str, space: str) -> SearchIndex:
    from quarterdeck.services.search.opensearch import OpenSearchIndex  # noqa: PLC0415
    from quarterdeck.services.search.opensearch_client import connect  # noqa: PLC0415
    from quarterdeck.services.search.opensearch_mapping import VectorField  # noqa: PLC0415

    field = VectorField(embedder.model, embedder.dimension, engine, space)
    return OpenSearchIndex(connect(url), field, name=name)
