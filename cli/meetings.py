"""``quarterdeck meetings``: listed, and deleted with all that was made of them."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from cli import lists
from cli.api import Json
from cli.errors import Failure
from cli.screen import print_table, screen
from cli.shell import All, Limit, app, list_newest, open_api
from cli.text import safe
from cli.waiting import wait

meetings = typer.Typer(invoke_without_command=True, help="List meetings and how far their ingest is.")
app.add_typer(meetings, name="meetings")


@meetings.callback()
def list_meetings(ctx: typer.Context, *, limit: Limit = 20, every: All = False) -> None:
    """List meetings and how far their ingest is."""
    if ctx.invoked_subcommand is None:
        list_newest(ctx, "meetings", None if every else limit, lists.show_meetings)


@meetings.command()
def delete(
    ctx: typer.Context,
    meeting_id: Annotated[str, typer.Argument(metavar="ID", help="The meeting's id.")],
    *,
    deadline: Annotated[int, typer.Option(min=1, help="How many seconds to wait for the receipt.")] = 900,
) -> None:
    """Delete a meeting and all that was made of it, and print the receipt.

    It goes on where this command is interrupted.
    """
    with open_api(ctx, deadline) as api, screen(stderr=True).status("Erasing"):
        begun = api.delete_meeting(meeting_id)
        name = begun["erasure_id"]
        erasure = wait(api.patience, begun, lambda: api.erasure(name), f"the erasure {safe(name)}")
    if erasure["status"] == "failed":
        raise Failure("Broke off", "what is left of the meeting stays hidden; delete it again to go on")
    show_receipt(screen(), erasure["receipt"])


def show_receipt(console: Console, receipt: Sequence[Json]) -> None:
    print_table(console, ("Store", "Erased"), [(each["store"], each["erased"]) for each in receipt], whole=1)
