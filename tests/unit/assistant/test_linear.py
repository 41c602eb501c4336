"""The trained model as data: what its file promises, and what it does with features it knows and doesn't."""

import hashlib
import json
from math import exp

from hypothesis import given
from hypothesis import strategies as st

from evals.routing.export import PLACE, written
from quarterdeck.contexts.assistant.model import INTENTS
from quarterdeck.contexts.assistant.routing.linear import Linear, linear, parse

SMALL = (
    b'{"version": "x", "labels": ["A", "B"], "scale": [0.5, 0.25], "bias": [0.0, 1.0], '
    b'"temperature": 2.0, "features": 1}'
)
ONE_FEATURE = (0xE8B7BE43).to_bytes(4, "little") + bytes([4, 0xFC])  # CRC-32 of "a"; weights 4 and -4


def test_the_weights_are_of_every_label() -> None:
    assert set(linear().labels) == set(INTENTS)
    assert len(linear().weights) == len(linear().rows) * len(INTENTS)


def test_the_version_is_the_hash_of_the_content() -> None:
    data = PLACE.read_bytes()
    assert written(parse(data)) == data
    head, _, body = data.partition(b"\n")
    meta = json.loads(head)
    version = meta.pop("version")
    assert version == hashlib.sha256(json.dumps(meta).encode() + body).hexdigest()[:12]


def test_a_feature_counts_by_its_weights_in_units_of_the_labels_scale() -> None:
    model = parse(SMALL + b"\n" + ONE_FEATURE)
    a, b = exp((0.0 + 0.5 * 4) / 2), exp((1.0 - 0.25 * 4) / 2)
    found = model.probabilities(["a", "never seen"])
    assert abs(found["A"] - a / (a + b)) < 1e-12


@given(st.sets(st.text(max_size=8), max_size=40))
def test_probabilities_are_probabilities(features: set[str]) -> None:
    model: Linear = linear()
    found = model.probabilities(features)
    assert abs(sum(found.values()) - 1) < 1e-9
    assert all(0 <= each <= 1 for each in found.values())
