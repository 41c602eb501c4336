"""GPTCache on the same pairs and vectors; runs in an environment of its own, which has nothing of Quarterdeck.

Reads ``{"texts": {text: vector}, "pairs": [[a, b]...]}`` from standard input and writes one boolean a pair: whether b
found what was kept for a. Settings are GPTCache's own: SQLite (in memory), flat FAISS, the search distance as its
evaluation, and the threshold of 0.8 that its configuration has where none is given. Its model-based evaluations
(ALBERT through ONNX, a cross-encoder) download their models when they are made, so they are not measured here.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from gptcache import Cache, Config
from gptcache.adapter.api import get, put
from gptcache.manager import CacheBase, VectorBase, get_data_manager
from gptcache.processor.pre import get_prompt
from gptcache.similarity_evaluation import SearchDistanceEvaluation


def main() -> None:
    """Measure what standard input gives."""
    given = json.load(sys.stdin)
    texts = {text: np.array(vector, dtype=np.float32) for text, vector in given["texts"].items()}
    json.dump([_hits(a, b, texts) for a, b in given["pairs"]], sys.stdout)


def _hits(a: str, b: str, texts: dict[str, Any]) -> bool:
    with tempfile.TemporaryDirectory(prefix="gptcache-") as folder:
        cache = Cache()
        cache.init(
            pre_embedding_func=get_prompt,
            embedding_func=lambda text, **_: texts[text],
            data_manager=get_data_manager(
                CacheBase("sqlite", sql_url="sqlite://"),
                VectorBase("faiss", dimension=len(texts[a]), index_path=str(Path(folder) / "faiss.index")),
            ),
            similarity_evaluation=SearchDistanceEvaluation(),
            config=Config(enable_token_counter=False),
        )
        put(a, "kept", cache_obj=cache)
        return bool(get(b, cache_obj=cache) == "kept")


if __name__ == "__main__":
    main()
