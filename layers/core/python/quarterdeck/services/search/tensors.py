"""What a file of tensors holds, and where: https://github.com/huggingface/safetensors#format."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

_LENGTH = 8


class Tensor(Struct, frozen=True):
    """Where in its file the float32 values of a tensor begin and end, in bytes."""

    begin: int
    end: int
    shape: tuple[int, ...]


def tensors_of(path: Path) -> dict[str, Tensor]:
    """Return the file's float32 tensors by name, reading its header alone."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH), "little")
        header: dict[str, dict[str, Any]] = json.loads(file.read(length))
    return {
        name: _tensor(entry, _LENGTH + length)
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def _tensor(entry: Mapping[str, Any], values: int) -> Tensor:
    begin, end = entry["data_offsets"]
    return Tensor(values + begin, values + end, tuple(entry["shape"]))
