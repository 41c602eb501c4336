"""Linear models of wording: logistic regression over hashed features, each model's weights in one small file."""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import sqrt
from sys import byteorder
from zlib import crc32

from quarterdeck.services.guard.wording import parts


@dataclass(frozen=True, slots=True, eq=False)
class Weigher:
    """``weights`` has, for the CRC-32 of a feature, what it weighs in units of ``scale``; others weigh nothing."""

    version: str
    scale: float
    bias: float
    weights: Mapping[int, int]

    def score(self, window: Sequence[str]) -> float:
        """Return the log-odds that the window's words are of an attack."""
        return self.scores(window, [(0, len(window))])[0]

    def scores(self, said: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[float]:
        """Return the log-odds of each span of the words; what spans share is looked up once."""
        words = _sums(_of_word(self, word) for word in said)
        counts = _sums(_count(word) for word in said)
        pairs = _sums(self._of(*pair) for pair in pairwise(said))
        triples = _sums(self._of(*triple) for triple in zip(said, said[1:], said[2:], strict=False))
        found = []
        for start, end in spans:
            sums = ((words, end), (pairs, end - 1), (triples, end - 2))
            total = sum(_between(each, start, last) for each, last in sums) + self._of_ends(said[start:end])
            count = _between(counts, start, end) + 2 * (end - start) + 1
            found.append(self.bias + self.scale * total / sqrt(count))
        return found

    def _of_ends(self, window: Sequence[str]) -> int:
        """Return what the window's beginning and end weigh, each counted as a word."""
        framed = ("^", *window, "$")
        return sum(self._of(*each) for each in {framed[:2], framed[:3], framed[-3:], framed[-2:]})

    def _of(self, *neighbours: str) -> int:
        return self.weights.get(crc32("_".join(neighbours).encode()), 0)


def _sums(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, initial=0))


def _between(sums: Sequence[int], start: int, end: int) -> int:
    return sums[end] - sums[start] if end > start else 0


@lru_cache(maxsize=20_000)
def _of_word(weigher: Weigher, word: str) -> int:
    return sum(weigher.weights.get(crc32(each.encode()), 0) for each in (word, *parts(word)))


@lru_cache(maxsize=20_000)
def _count(word: str) -> int:
    return 1 + len(parts(word))


@lru_cache(maxsize=2)
def weigher(name: str) -> Weigher:
    """Return a model that comes with the package: "typed" or "stored"."""
    return parse(files(__package__).joinpath(f"{name}.bin").read_bytes())


def parse(data: bytes) -> Weigher:
    """Read a model: a line of JSON, the features' CRC-32 (uint32), and their weights (int8), little-endian."""
    head, _, body = data.partition(b"\n")
    meta = json.loads(head)
    keys = array("I", body[: 4 * meta["features"]])
    if byteorder == "big":
        keys.byteswap()
    weights = array("b", body[4 * meta["features"] :])
    return Weigher(meta["version"], meta["scale"], meta["bias"], dict(zip(keys, weights, strict=True)))
