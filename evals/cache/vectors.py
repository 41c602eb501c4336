"""The local model's vectors of the questions, kept in the build folder between runs."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.minilm import MiniLm

FILE = Path(__file__).parents[2] / ".build" / "eval-cache" / "vectors.npz"


def vectors(texts: Sequence[str], file: Path = FILE) -> dict[str, Vectors]:
    """Return each text's unit vector; what the file lacks is embedded and added to it."""
    names = {text: f"{MiniLm.model}-{sha256(text.encode()).hexdigest()}" for text in texts}
    known: dict[str, Vectors] = dict(np.load(file)) if file.is_file() else {}
    missing = [text for text in texts if names[text] not in known]
    if missing:
        made = MiniLm().embed(missing)
        known |= {names[text]: vector for text, vector in zip(missing, made, strict=True)}
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            np.savez(target, **known)  # type: ignore[arg-type]  # its stub takes the names for options
    return {text: known[name] for text, name in names.items()}
