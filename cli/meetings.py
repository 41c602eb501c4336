"""``quarterdeck meetings``: listed, and deleted with all that was made of them."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from cli import lists
from cli.api import Api, Json
from cli.errors import Failure
from cli.screen import print_table, screen
from cli.shell import All, Limit, app, list_newest, open_api

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 5.0

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
        erasure = _ended(api, api.delete_meeting(meeting_id))
    if erasure["status"] == "failed":
        raise Failure("Broke off", "what is left of the meeting stays hidden; delete it again to go on")
    show_receipt(screen(), erasure["receipt"])


def show_receipt(console: Console, receipt: Sequence[Json]) -> None:
    print_table(console, ("Store", "Erased"), [(each["store"], each["erased"]) for each in receipt], whole=1)


def _ended(api: Api, erasure: Json) -> Json:
    pause = FIRST_PAUSE
    while erasure["status"] == "running":
        if api.patience.is_over:
            raise Failure("Not done", f"the erasure {erasure['erasure_id']} goes on by itself")
        api.patience.pause(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
        erasure = api.erasure(erasure["erasure_id"])
    return erasure
