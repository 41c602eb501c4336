"""The port that turns text into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"


class Embedder(Protocol):
    """Maps texts to unit vectors whose inner product is their similarity in meaning."""

    @property
    def model(self) -> str:
        """The model's name; vectors of different models don't compare."""
        ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order: float32, of shape (texts, dimension)."""
        ...
