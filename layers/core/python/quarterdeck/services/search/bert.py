"""The forward pass of a BERT encoder in numpy, on weights that stay mapped from their file."""

from collections.abc import Mapping, Sequence
from math import pi, sqrt
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from quarterdeck.services.search.tensors import tensors_of

Array: TypeAlias = NDArray[np.float32]


def read_safetensors(path: Path) -> dict[str, Array]:
    """Map the file's float32 tensors, reading none yet."""
    data = np.memmap(path, dtype=np.uint8, mode="r")
    return {
        name: data[tensor.begin : tensor.end].view(np.float32).reshape(tensor.shape)
        for name, tensor in tensors_of(path).items()
    }


class Dense:
    """``x @ weight.T + bias``."""

    def __init__(self, weights: Mapping[str, Array], *names: str) -> None:
        """Join the named layers side by side, so that one product computes them all."""
        parts = [weights[f"{name}.weight"] for name in names]
        self._weight = parts[0].T if len(parts) == 1 else np.concatenate(parts).T
        self._bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def __call__(self, x: Array) -> Array:
        y: Array = x @ self._weight
        y += self._bias
        return y


class Norm:
    """Layer normalisation, in place."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def __call__(self, x: Array) -> Array:
        x -= x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + 1e-12)[:, None]
        x *= self._weight
        x += self._bias
        return x


class Layer:
    """Self-attention and a feed-forward step, each added to its input and normalised."""

    def __init__(self, weights: Mapping[str, Array], name: str, heads: int) -> None:
        own = f"{name}.attention.self"
        self._project = Dense(weights, f"{own}.query", f"{own}.key", f"{own}.value")
        self._attended = Dense(weights, f"{name}.attention.output.dense")
        self._attention_norm = Norm(weights, f"{name}.attention.output.LayerNorm")
        self._widen = Dense(weights, f"{name}.intermediate.dense")
        self._narrow = Dense(weights, f"{name}.output.dense")
        self._norm = Norm(weights, f"{name}.output.LayerNorm")
        self._heads = heads

    def __call__(self, x: Array, texts: Sequence[slice]) -> Array:
        projected = self._project(x)
        context = np.empty_like(x)
        for text in texts:
            context[text] = _attention(projected[text], self._heads)
        x = self._attention_norm(self._attended(context) + x)
        return self._norm(self._narrow(_gelu(self._widen(x))) + x)


class Bert:
    """A BERT encoder that maps token ids to unit vectors, the mean of each text's last states."""

    def __init__(self, path: Path, *, layers: int, heads: int) -> None:
        weights = read_safetensors(path)
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = Norm(weights, "embeddings.LayerNorm")
        self._layers = [Layer(weights, f"encoder.layer.{number}", heads) for number in range(layers)]

    def __call__(self, texts: Sequence[Sequence[int]]) -> Array:
        """Return one row a text. The texts lie end to end in one matrix, so that no padding is computed."""
        ends = np.cumsum([len(text) for text in texts])
        slices = [slice(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
        x = self._norm(
            np.concatenate([self._words[list(text)] + self._places[: len(text)] for text in texts])
        )
        for layer in self._layers:
            x = layer(x, slices)
        means: Array = np.stack([x[text].mean(axis=0) for text in slices])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return means


def _attention(projected: Array, heads: int) -> Array:
    """Scaled dot-product attention of one text; ``projected`` holds queries, keys and values side by side."""
    length, width = projected.shape[0], projected.shape[1] // 3
    query, key, value = projected.reshape(length, 3, heads, width // heads).transpose(1, 2, 0, 3)
    scores: Array = query @ key.transpose(0, 2, 1)
    scores *= 1 / sqrt(width // heads)
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=2, keepdims=True)
    context: Array = scores @ value
    return context.transpose(1, 0, 2).reshape(length, width)


def _gelu(x: Array) -> Array:
    """GELU in its tanh form (https://arxiv.org/abs/1606.08415): these embeddings move by less than 1e-5."""
    y: Array = x * x
    y *= 0.044715
    y += 1
    y *= x
    y *= sqrt(2 / pi)
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y
