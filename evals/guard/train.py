"""Fits the guard's models to the examples."""

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from evals.guard.examples import ATTACK, BENIGN, ORDER, Example
from quarterdeck.services.guard import weigher
from quarterdeck.services.guard.normal import normalised
from quarterdeck.services.guard.weigher import Weigher
from quarterdeck.services.guard.wording import features, sentences, windows, words

Window = Sequence[str]

_SEEN_AT_LEAST = 3
_STRENGTH = 3.0
_MOST_STEPS, _TOLERANCE = 150, 2e-3
_SHORTEST_SENTENCE = 3
_HIDING = "indirect"
_UNKNOWN = 500
"""Rows of nothing known, so that what the examples say nothing of is ordinary."""
_STORED = {"stored", "long", "demo", "pages", "help", "passages", "mixed", "questions"}


def fit_typed(examples: Sequence[Example]) -> Weigher:
    """Return the model of what people type: attacks against all else, window by window."""
    rows: list[tuple[Window, bool]] = []
    for example in examples:
        said = words(normalised(example.text))
        # An attack that hides in an ordinary text isn't cut up: most of its windows would be ordinary ones.
        spans = [(0, len(said))] if example.kind == _HIDING else windows(len(said))
        rows += [(said[start:end], example.label == ATTACK) for start, end in spans]
    return _fit([*rows, *(((), False) for _ in range(_UNKNOWN))])


def fit_stored(examples: Sequence[Example]) -> Weigher:
    """Return the model of stored text: attacks and orders against what meetings, documents and pages say."""
    rows: list[tuple[Window, bool]] = []
    for example in examples:
        if (example.label in {ATTACK, ORDER} and example.kind not in {_HIDING, "stored_order", "mode"}) or (
            example.label == BENIGN and example.kind in _STORED
        ):
            parts = sentences(normalised(example.text))
            rows += [(part, example.label != BENIGN) for part in parts if len(part) >= _SHORTEST_SENTENCE]
    return _fit(rows)


def _fit(rows: Sequence[tuple[Window, bool]]) -> Weigher:
    found = [Counter(crc32(each.encode()) for each in features(window)) for window, _ in rows]
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
    model = LogisticRegression(C=_STRENGTH, max_iter=_MOST_STEPS, tol=_TOLERANCE, class_weight="balanced")
    return _compact(kept, model.fit(matrix, [attack for _, attack in rows]))


def _compact(kept: Sequence[int], fitted: LogisticRegression) -> Weigher:
    """Round the weights to a byte, and leave out those that round to nothing."""
    scale = round(float(np.abs(fitted.coef_).max()) / 127, 8)
    rounded = np.rint(fitted.coef_[0] / scale).astype(int).tolist()
    weights = {key: weight for key, weight in zip(kept, rounded, strict=True) if weight}
    return Weigher("", scale, round(float(fitted.intercept_[0]), 6), weights)


def write(model: Weigher, name: str) -> Path:
    """Write the model into the package; its version is a hash of all that is in it."""
    body = array("I", model.weights).tobytes() + array("b", model.weights.values()).tobytes()
    meta = {"scale": model.scale, "bias": model.bias, "features": len(model.weights)}
    version = hashlib.sha256(json.dumps(meta).encode() + body).hexdigest()[:12]
    path = Path(weigher.__file__).with_name(f"{name}.bin")
    path.write_bytes(json.dumps({"version": version} | meta).encode() + b"\n" + body)
    return path
