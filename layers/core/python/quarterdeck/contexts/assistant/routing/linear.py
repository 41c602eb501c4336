"""The third stage's model: multinomial logistic regression, its weights in one small file."""

import json
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from math import exp
from sys import byteorder
from zlib import crc32

from msgspec import Struct

FILE = "weights.bin"


class Linear(Struct, frozen=True):
    """``rows`` has, for the CRC-32 of each feature, where its weights begin in ``weights``, one a label.

    A weight counts in units of its label's ``scale``. Scores are divided by ``temperature``, which was chosen so that
    the probabilities are right as often as they say on questions of writers whom the model had not seen.
    """

    version: str
    labels: tuple[str, ...]
    scale: tuple[float, ...]
    bias: tuple[float, ...]
    temperature: float
    rows: Mapping[int, int]
    weights: "array[int]"

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return how likely each label is; features that training did not know count nothing."""
        count = len(self.labels)
        sums = [0] * count
        for feature in sorted(features):
            at = self.rows.get(crc32(feature.encode()))
            if at is not None:
                sums = [
                    total + weight for total, weight in zip(sums, self.weights[at : at + count], strict=True)
                ]
        scores = [
            (bias + scale * total) / self.temperature
            for bias, scale, total in zip(self.bias, self.scale, sums, strict=True)
        ]
        most = max(scores)
        raised = [exp(score - most) for score in scores]
        whole = sum(raised)
        return {label: each / whole for label, each in zip(self.labels, raised, strict=True)}


@lru_cache(maxsize=1)
def linear() -> Linear:
    """Return the model that comes with the package."""
    return parse(files(__package__).joinpath(FILE).read_bytes())


def parse(data: bytes) -> Linear:
    """Read a model: a line of JSON, the features' CRC-32 (uint32), and their weights (int8), little-endian."""
    head, _, body = data.partition(b"\n")
    meta = json.loads(head)
    keys = array("I", body[: 4 * meta["features"]])
    if byteorder == "big":
        keys.byteswap()
    count = len(meta["labels"])
    return Linear(
        version=meta["version"],
        labels=tuple(meta["labels"]),
        scale=tuple(meta["scale"]),
        bias=tuple(meta["bias"]),
        temperature=meta["temperature"],
        rows={key: at * count for at, key in enumerate(keys)},
        weights=array("b", body[4 * meta["features"] :]),
    )
