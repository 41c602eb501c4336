"""The same questions through semantic-router, with the same local embeddings.

Run by its own interpreter, since semantic-router needs an older openai than Quarterdeck: reads one JSON object from
standard input, ``{"train": {"<intent>/<contract>": [text...]}, "test": {id: text}}``, and writes ``{id: label}``. A
question without a route is CLARIFY.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

NO_ROUTE = "CLARIFY/CLARIFY"


def main() -> None:
    """Route what standard input asks."""
    asked = json.load(sys.stdin)
    print(json.dumps(routed(asked["train"], asked["test"])))


def routed(train: Mapping[str, Sequence[str]], test: Mapping[str, str]) -> dict[str, str]:
    """Return the label that semantic-router gives each question; its routes have the training questions."""
    from semantic_router import Route  # noqa: PLC0415 - only where its interpreter runs this
    from semantic_router.routers import IndexedRouter  # noqa: PLC0415

    routes = [Route(name=label, utterances=list(texts)) for label, texts in train.items()]
    router = IndexedRouter(encoder=_encoder(), routes=routes)
    return {key: router(text).name or NO_ROUTE for key, text in test.items()}


def _encoder() -> Any:
    from semantic_router.encoders import DenseEncoder  # noqa: PLC0415

    from quarterdeck.services.search.minilm import MiniLm  # noqa: PLC0415

    model = MiniLm()

    class Local(DenseEncoder):  # type: ignore[misc]  # the package isn't installed where types are checked
        name: str = "all-MiniLM-L6-v2"

        def __call__(self, docs: list[Any]) -> list[list[float]]:
            found: list[list[float]] = model.embed([str(doc) for doc in docs]).tolist()
            return found

    return Local()


if __name__ == "__main__":
    main()
