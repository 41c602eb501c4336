"""``quarterdeck meetings``: listed, and deleted with all that was made of them."""

from typing import Annotated

import typer

from cli import lists
from cli.erasures import Deadline, erased, show_receipt
from cli.screen import screen
from cli.shell import All, Limit, app, list_newest, open_api

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
    deadline: Deadline = 900,
) -> None:
    """Delete a meeting and all that was made of it, and print the receipt.

    It goes on where this command is interrupted.
    """
    with open_api(ctx, deadline) as api, screen(stderr=True).status("Erasing"):
        erasure = erased(api, api.delete_meeting(meeting_id))
    show_receipt(erasure, "what is left of the meeting stays hidden; delete it again to go on")
