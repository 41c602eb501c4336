"""Every function's handler fails without the message of what went wrong."""

from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"
OPEN = {"authorizer"}  # API Gateway maps the literal message of what it raises to 401
HANDLERS = [
    path
    for path in sorted(FUNCTIONS.glob("*/handler.py"))
    if "def handler(" in path.read_text("utf-8") and path.parent.name not in OPEN
]


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.parent.name)
def test_a_handler_is_private(path: Path) -> None:
    assert "@private\ndef handler(" in path.read_text("utf-8")
