"""Erasures: waited for, and their receipts shown store by store."""

from collections.abc import Callable
from typing import Annotated

import typer

from cli.api import Api, Json
from cli.errors import Failure
from cli.screen import print_table, screen
from cli.text import safe
from cli.waiting import wait

Deadline = Annotated[int, typer.Option(min=1, help="How many seconds to wait for the receipt.")]


def erased(api: Api, erasure: Json, look: Callable[[], Json] | None = None) -> Json:
    """Return the erasure once it has ended; it is looked at with its id unless another way is given."""
    name = erasure["erasure_id"]
    return wait(api.patience, erasure, look or (lambda: api.erasure(name)), f"the erasure {safe(name)}")


def show_receipt(erasure: Json, advice: str) -> None:
    """Print what was taken out of each store.

    Raises:
        Failure: the erasure broke off; the advice says what to do.
    """
    if erasure["status"] == "failed":
        raise Failure("Broke off", advice)
    rows = [(each["store"], each["erased"]) for each in erasure["receipt"]]
    print_table(screen(), ("Store", "Erased"), rows, whole=1)
