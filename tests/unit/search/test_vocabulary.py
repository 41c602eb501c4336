import numpy as np
import pytest

from quarterdeck.services.search.bert import read_safetensors
from quarterdeck.services.search.package import model_directory
from quarterdeck.services.search.vocabulary import Vocabulary


def test_a_word_has_the_vector_that_the_model_reads_it_as() -> None:
    weights = read_safetensors(model_directory() / "model.safetensors")["embeddings.word_embeddings.weight"]
    words = (model_directory() / "vocab.txt").read_text("utf-8").split()
    for word in ("price", "london", "##ing"):
        row = weights[words.index(word)]
        assert Vocabulary().vector(word) == pytest.approx((row / np.linalg.norm(row)).tolist(), abs=1e-6)


def test_it_has_whole_words_alone() -> None:
    vocabulary = Vocabulary()
    assert "price" in vocabulary
    assert "zorvane" not in vocabulary
