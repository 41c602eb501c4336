"""The local embedder: all-MiniLM-L6-v2 from its packaged data files, without a machine-learning framework."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from quarterdeck.services.search.bert import Array, Bert
from quarterdeck.services.search.package import model_directory

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_MOST_TOKENS = 256
_BATCH_TOKENS = 1024  # what is computed of so many stays in a processor's cache


def weights_sha256(model: Path) -> str:
    """Return the SHA-256, in hex, of the weights in the model's directory (reads all 90 MB)."""
    with (model / "model.safetensors").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class MiniLm:
    """Embeds English text of up to 256 word pieces; what is longer is cut."""

    model = "all-MiniLM-L6-v2"
    dimension = 384

    def __init__(self) -> None:
        directory = model_directory()
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._bert = Bert(directory / "model.safetensors", layers=6, heads=12)

    def embed(self, texts: Sequence[str]) -> Array:
        """Return one unit vector a text, in order: float32, of shape (texts, 384)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        batches = list(_batches(tokens))
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            rows = threads.map(lambda batch: self._bert([tokens[index] for index in batch]), batches)
            for batch, found in zip(batches, rows, strict=True):
                vectors[batch] = found
        return vectors


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Group the texts' indices so that one group's tokens stay in the processor's cache."""
    batch: list[int] = []
    size = 0
    for index, text in enumerate(tokens):
        if batch and size + len(text) > _BATCH_TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(index)
        size += len(text)
    if batch:
        yield batch
