"""``quarterdeck knowledge``: which product snapshot answers come from, its syncs, and a sync now."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from cli.api import Api, Json
from cli.errors import Failure
from cli.screen import print_table, screen
from cli.shell import app, open_api
from cli.text import minute, safe

SHOWN = 10
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0

knowledge = typer.Typer(no_args_is_help=True, help="Product knowledge: its snapshot and its syncs.")
app.add_typer(knowledge, name="knowledge")


class Kind(StrEnum):
    """What a sync reads: what changed, if that can be told; everything; or nothing, to build again."""

    AUTO = "auto"
    FULL = "full"
    CHANGE = "change"
    REBUILD = "rebuild"


@knowledge.command()
def status(ctx: typer.Context) -> None:
    """Show the current snapshot and the newest syncs."""
    with open_api(ctx) as api:
        overview, (syncs, _) = api.knowledge(), api.newest("knowledge/syncs", SHOWN)
    show_overview(screen(), overview)
    show_syncs(screen(), syncs)


@knowledge.command()
def sync(
    ctx: typer.Context,
    kind: Annotated[Kind, typer.Option(help="What to read.")] = Kind.AUTO,
    deadline: Annotated[int, typer.Option(min=1, help="How many seconds to wait for its end.")] = 300,
) -> None:
    """Sync product tables now and wait for the end; the exit code is 1 if it fails."""
    with open_api(ctx, deadline) as api, screen(stderr=True).status("Syncing"):
        done = _synced(api, kind)
    show_syncs(screen(), [done])
    raise typer.Exit(int(done["status"] == "failed"))


def _synced(api: Api, kind: Kind) -> Json:
    """Return the sync that ended after the wish: a new one, or one that went on where it had stopped."""
    before, pause = _newest(api), FIRST_PAUSE
    api.sync_knowledge(kind.value)
    while True:
        found = _newest(api)
        if found and found["finished_at"] and _attempt(found) != _attempt(before):
            return found
        if api.patience.is_over:
            raise Failure("Not done", "it goes on: quarterdeck knowledge status")
        api.patience.pause(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _newest(api: Api) -> Json | None:
    found, _ = api.newest("knowledge/syncs", 1)
    return found[0] if found else None


def _attempt(sync: Json | None) -> tuple[str, int] | None:
    return (sync["sync_id"], sync["attempts"]) if sync else None


def show_overview(console: Console, overview: Json) -> None:
    if not overview["connected"]:
        console.print("No Airtable base is connected: docs/operate.md says how.")
    elif overview["version"] is None:
        console.print("There is no snapshot yet.")
    else:
        counts = ", ".join(
            f"{number} {name.replace('_', ' ')}" for name, number in overview["records"].items()
        )
        console.print(f"Snapshot {safe(overview['version'])}, built {minute(overview['built_at'])}: {counts}")


def show_syncs(console: Console, found: Sequence[Json]) -> None:
    rows = [
        (
            each["sync_id"],
            minute(each["started_at"]),
            each["kind"],
            each["status"],
            *(each[figure] for figure in ("seen", "changed", "deleted", "requests")),
        )
        for each in found
    ]
    columns = ("Sync", "Started", "Kind", "Status", "Seen", "Changed", "Deleted", "Requests")
    print_table(console, columns, rows, whole=1)
    for failed in (each for each in found if each["reason"]):
        console.print(f"{safe(failed['sync_id'])}: {safe(failed['reason'])}", style="red")
