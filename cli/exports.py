"""``quarterdeck export``: a person's data, or all of the organisation's, as one archive on this machine."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.api import PIECE, Api, Json
from cli.errors import Failure, Misuse
from cli.screen import print_table, progress, screen
from cli.shell import app, open_api
from cli.text import minute, safe
from cli.waiting import wait


@app.command()
def export(
    ctx: typer.Context,
    *,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="A member's, by an owner; else your own.")
    ] = None,
    tenant: Annotated[bool, typer.Option("--tenant", help="All of the organisation's, by an owner.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the archive goes.")] = None,
    deadline: Annotated[int, typer.Option(min=1, help="How many seconds to wait for the archive.")] = 3600,
) -> None:
    """Export your data, a member's or the organisation's: wait for the archive, save it, print the receipt.

    It goes on where this command is interrupted; the same command then waits for the same archive.
    """
    if tenant and person:
        raise Misuse("One at a time", "--person and --tenant are separate exports")
    wish = {"kind": "tenant"} if tenant else {"subject": person} if person else {}
    with open_api(ctx, deadline) as api:
        done = _done(api, wish)
        path = out or Path(f"quarterdeck-{done['export_id']}.zip")
        _save(api, done["download"], path)
    show_receipt(screen(), done)
    kept = f"saved {path}; it can be downloaded again until {minute(done['expires_at'])}"
    screen(stderr=True).print(kept, style="dim", soft_wrap=True)


def show_receipt(console: Console, done: Json) -> None:
    """Print what is in the archive of each store, and why nothing is of the others."""
    rows = [(each["store"], f"{each['items']:,}", f"{each['bytes']:,}", "") for each in done["receipt"]]
    rows += [(each["store"], "", "", each["because"]) for each in done["left_out"]]
    print_table(console, ("Store", "Items", "Bytes", "Left out because"), rows, whole=1)


def _done(api: Api, wish: Json) -> Json:
    with screen(stderr=True).status("Exporting"):
        begun = api.begin_export(wish)
        name = str(begun["export_id"])
        done = wait(api.patience, begun, lambda: api.export(name), f"the export {safe(name)}")
    if done["status"] == "failed":
        raise Failure("Broke off", "nothing was changed; export again to begin anew")
    if done["download"] is None:
        raise Failure("Not there", "the archive was removed meanwhile; export again")
    return done


def _save(api: Api, download: Json, path: Path) -> None:
    """Save the archive whole or not at all."""
    beside, size = path.with_name(f".{path.name}.{os.getpid()}"), int(download["size"])
    try:
        with beside.open("wb") as file, progress("Saving MiB", -(-size // PIECE)) as advance:
            for piece in api.archive(download["url"]):
                file.write(piece)
                advance()
        if beside.stat().st_size != size:
            raise Failure("Not whole", f"the download ended early; {safe(path)} was not written")
        beside.replace(path)
    except OSError as error:
        raise Failure("Not saved", f"{path}: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
