"""The words that the local embedder knows whole, and their vectors, read one by one without its stack."""

from array import array
from math import hypot

import msgspec

from quarterdeck.services.search.package import model_directory
from quarterdeck.services.search.tensors import tensors_of

_VECTORS = "embeddings.word_embeddings.weight"


class _Pieces(msgspec.Struct):
    vocab: dict[str, int]


class _Tokenizer(msgspec.Struct):
    model: _Pieces


class Vocabulary:
    """Some 22,000 lower-case words of written English, names among them."""

    def __init__(self) -> None:
        directory = model_directory()
        tokenizer = msgspec.json.decode((directory / "tokenizer.json").read_bytes(), type=_Tokenizer)
        self._rows = tokenizer.model.vocab
        self._weights = directory / "model.safetensors"
        self._vectors = tensors_of(self._weights)[_VECTORS]

    def __contains__(self, word: str) -> bool:
        return word in self._rows

    def vector(self, word: str) -> list[float]:
        """Return the unit vector of a word that the vocabulary has: related words' lie close."""
        size = (self._vectors.end - self._vectors.begin) // self._vectors.shape[0]
        with self._weights.open("rb") as file:
            file.seek(self._vectors.begin + self._rows[word] * size)
            values = array("f", file.read(size))
        length = hypot(*values)
        return [value / length for value in values]
