"""Fits the guard's models to the examples."""

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from evals.guard.examples import ATTACK, BENIGN, ORDER, Example
from quarterdeck.services.guard import weigher
from quarterdeck.services.guard.normal import normalised
from quarterdeck.services.guard.weigher import Weigher
from quarterdeck.services.guard.wording import features, sentences, windows, words

Window = Sequence[str]
Row = tuple[Window, bool, Example]
"""A window, whether it is an attack, and the example that it is of."""

Flags = NDArray[np.bool_]

_SEEN_AT_LEAST = 5
_STRENGTH = 0.2
_RARITY = 0.3
"""A feature counts by its share of the windows to the power of minus this, so that common words don't decide alone."""
_MOST_STEPS, _TOLERANCE = 150, 2e-3
_SHORTEST_SENTENCE = 3
_HIDING = {"indirect", "overload", "dialogue"}
"""Kinds whose attack is a small part of an ordinary text: cut into windows, most of them would be ordinary."""
_BY_HAND = 5.0
"""How much more a line that was written by hand counts than one of the grammar, which has hundreds like it."""
_UNKNOWN = 500
"""Rows of nothing known, so that what the examples say nothing of is ordinary."""
_TYPED_ONLY = {
    "indirect",
    "stored_order",
    "mode",
    "pressure",
    "noisy",
    "splitting",
    "virtual",
    "suppression",
    "authority",
    "code",
    "overload",
    "dialogue",
    "permission",
}
"""Kinds whose single sentences are like anything that people say to each other, or that hide in ordinary text."""

_STORED = {"stored", "long", "demo", "pages", "manual", "letters", "passages", "mixed", "questions"}


@dataclass(frozen=True, slots=True)
class Design:
    """What a model is fitted to: a row a window, a column a feature (``keys`` has its CRC-32), each row's kind.

    The matrix has the columns times ``rarity``, which the model's weights take in.
    """

    keys: Sequence[int]
    rarity: NDArray[np.float64]
    matrix: csr_matrix
    attacks: Flags
    counts: NDArray[np.float64]
    kinds: Sequence[tuple[str, str]]
    ideas: bool

    def fit(self, chosen: Flags | None = None) -> Weigher:
        """Return a model of all the rows, or of the chosen ones."""
        rows = np.ones(len(self.kinds), bool) if chosen is None else chosen
        model = LogisticRegression(C=_STRENGTH, max_iter=_MOST_STEPS, tol=_TOLERANCE, class_weight="balanced")
        model.fit(self.matrix[rows], self.attacks[rows], sample_weight=self.counts[rows])
        return _compact(self, model)


def typed(examples: Sequence[Example]) -> Design:
    """Return what people type: attacks against all else, window by window."""
    rows: list[Row] = []
    for example in examples:
        said = words(normalised(example.text))
        spans = [(0, len(said))] if example.kind in _HIDING else windows(len(said))
        rows += [(said[start:end], example.label == ATTACK, example) for start, end in spans]
    return _design(
        [*rows, *(((), False, Example(BENIGN, "unknown", "")) for _ in range(_UNKNOWN))], ideas=True
    )


def stored(examples: Sequence[Example]) -> Design:
    """Return stored text: attacks and orders against what meetings, documents and pages say, sentence by sentence."""
    rows: list[Row] = []
    for example in examples:
        if (example.label in {ATTACK, ORDER} and example.kind not in _TYPED_ONLY) or (
            example.label == BENIGN and example.kind in _STORED
        ):
            parts = [each for each in sentences(normalised(example.text)) if len(each) >= _SHORTEST_SENTENCE]
            rows += [(part, example.label != BENIGN, example) for part in parts]
    return _design(rows, ideas=False)


def _design(rows: Sequence[Row], *, ideas: bool) -> Design:
    found = [Counter(crc32(each.encode()) for each in features(window, ideas=ideas)) for window, _, _ in rows]
    seen = Counter(key for row in found for key in row)
    kept = sorted(key for key, count in seen.items() if count >= _SEEN_AT_LEAST)
    column = {key: at for at, key in enumerate(kept)}
    columns, values, ends = array("i"), array("f"), [0]
    for row in found:
        length = np.sqrt(row.total())
        for key, count in row.items():
            if key in column:
                columns.append(column[key])
                values.append(count / length)
        ends.append(len(columns))
    matrix = csr_matrix((values, columns, ends), shape=(len(rows), len(kept)))
    rarity = np.array([seen[key] / len(rows) for key in kept]) ** -_RARITY
    attacks = np.array([attack for _, attack, _ in rows])
    counts = np.array([_BY_HAND if example.by_hand else 1.0 for _, _, example in rows])
    kinds = [(example.label, example.kind) for _, _, example in rows]
    return Design(kept, rarity, matrix @ diags(rarity), attacks, counts, kinds, ideas)


def _compact(design: Design, fitted: LogisticRegression) -> Weigher:
    """Round the weights to a byte, and leave out those that round to nothing."""
    weighed = fitted.coef_[0] * design.rarity
    scale = round(float(np.abs(weighed).max()) / 127, 8)
    rounded = np.rint(weighed / scale).astype(int).tolist()
    weights = {key: weight for key, weight in zip(design.keys, rounded, strict=True) if weight}
    return Weigher("", scale, round(float(fitted.intercept_[0]), 6), weights, design.ideas)


def write(model: Weigher, name: str) -> Path:
    """Write the model into the package; its version is a hash of all that is in it."""
    body = array("I", model.weights).tobytes() + array("b", model.weights.values()).tobytes()
    meta = {"scale": model.scale, "bias": model.bias, "features": len(model.weights), "ideas": model.ideas}
    version = hashlib.sha256(json.dumps(meta).encode() + body).hexdigest()[:12]
    path = Path(weigher.__file__).with_name(f"{name}.bin")
    path.write_bytes(json.dumps({"version": version} | meta).encode() + b"\n" + body)
    return path
