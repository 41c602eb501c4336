"""Linear models of wording: logistic regression over hashed features, each model's weights in one small file."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
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
        get, framed = self.weights.get, ["^", *window, "$"]
        total = sum(_of_word(self, word) for word in window)
        count = sum(_count(word) for word in window) + 2 * len(framed) - 3
        for at, word in enumerate(framed[1:]):
            pair = crc32(f"{framed[at]}_{word}".encode())
            total += get(pair, 0)
            if at + 2 < len(framed):
                total += get(crc32(f"_{framed[at + 2]}".encode(), pair), 0)
        return self.bias + self.scale * total / sqrt(count)


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
