"""Which pairs get a hit, by our rules, by the vectors alone, and in GPTCache."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.cache.pairs import Pair
from quarterdeck.services.llm.cache.meaning import meaning
from quarterdeck.services.llm.cache.semantic import THRESHOLD, same
from quarterdeck.services.search.embed import Vectors

ROOT = Path(__file__).parents[2]
PEER = ROOT / ".venv" / "eval-cache" / "bin" / "python"


def similarity(pair: Pair, vectors: Mapping[str, Vectors]) -> float:
    """Return the cosine of the two questions."""
    return float(vectors[pair.a] @ vectors[pair.b])


def hits(pair: Pair, vectors: Mapping[str, Vectors]) -> bool:
    """Tell whether one question would get the reply to the other, whichever was asked first."""
    alike = similarity(pair, vectors) >= THRESHOLD
    return alike and same(meaning(pair.a), meaning(pair.b))


def by_vectors(pair: Pair, vectors: Mapping[str, Vectors]) -> bool:
    """Tell whether the vectors alone would give a hit at our threshold."""
    return similarity(pair, vectors) >= THRESHOLD


def in_gptcache(pairs: Sequence[Pair], vectors: Mapping[str, Vectors]) -> list[bool]:
    """Return for each pair whether GPTCache gives a hit."""
    texts = {text: vector.tolist() for text, vector in vectors.items()}
    given = json.dumps({"texts": texts, "pairs": [[pair.a, pair.b] for pair in pairs]})
    command = [str(PEER), "-m", "evals.cache.gptcache_peer"]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, cwd=ROOT)
    found: list[bool] = json.loads(done.stdout)
    return found


def rate(found: Sequence[bool]) -> float:
    """Return the share of hits."""
    return sum(found) / len(found) if found else 0.0
