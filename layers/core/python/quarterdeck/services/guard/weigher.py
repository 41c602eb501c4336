"""Linear models of wording: logistic regression over hashed features, each model's weights in one small file."""

import json
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt
from sys import byteorder
from zlib import crc32

from msgspec import Struct

from quarterdeck.services.guard.meant import Meant, between, running
from quarterdeck.services.guard.wording import parts


class Weigher(Struct, frozen=True, eq=False):
    """``weights`` has, for the CRC-32 of a feature, what it weighs in units of ``scale``; others weigh nothing.

    ``ideas`` tells whether what words are about counts, beside the words.
    """

    version: str
    scale: float
    bias: float
    weights: Mapping[int, int]
    ideas: bool

    def score(self, window: Sequence[str]) -> float:
        """Return the log-odds that the window's words are of an attack."""
        return self.scores(window, [(0, len(window))])[0]

    def scores(self, said: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[float]:
        """Return the log-odds of each span of the words; what spans share is looked up once."""
        words = running(_of_word(self, word) for word in said)
        counts = running(_count(word) for word in said)
        pairs = running(self._of(*pair) for pair in pairwise(said))
        triples = running(self._of(*triple) for triple in zip(said, said[1:], said[2:], strict=False))
        meant = Meant.of(said, self._of) if self.ideas else None
        found = []
        for start, end in spans:
            sums = ((words, end), (pairs, end - 1), (triples, end - 2))
            total = sum(between(each, start, last) for each, last in sums) + self._of_ends(said[start:end])
            count = between(counts, start, end) + 2 * (end - start) + 1
            weight, more = meant.between(start, end) if meant else (0, 0)
            found.append(self.bias + self.scale * (total + weight) / sqrt(count + more))
        return found

    def _of_ends(self, window: Sequence[str]) -> int:
        """Return what the window's beginning and end weigh, each counted as a word."""
        framed = ("^", *window, "$")
        return sum(self._of(*each) for each in {framed[:2], framed[:3], framed[-3:], framed[-2:]})

    def _of(self, *neighbours: str) -> int:
        return self.weights.get(crc32("_".join(neighbours).encode()), 0)


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
    return Weigher(
        meta["version"], meta["scale"], meta["bias"], dict(zip(keys, weights, strict=True)), meta["ideas"]
    )
