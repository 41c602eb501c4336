"""Writes a model as the package reads it."""

import hashlib
import json
from array import array
from pathlib import Path

from quarterdeck.contexts.assistant.routing import linear
from quarterdeck.contexts.assistant.routing.linear import Linear

PLACE = Path(linear.__file__).with_name(linear.FILE)


def written(model: Linear) -> bytes:
    """Return the model's file; its version is a hash of all that is in it."""
    body = array("I", model.rows).tobytes() + model.weights.tobytes()
    meta = {
        "labels": model.labels,
        "scale": model.scale,
        "bias": model.bias,
        "temperature": model.temperature,
        "features": len(model.rows),
    }
    version = hashlib.sha256(json.dumps(meta).encode() + body).hexdigest()[:12]
    return json.dumps({"version": version} | meta).encode() + b"\n" + body
