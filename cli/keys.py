"""``quarterdeck keys``: what programs come in with, each for what it is to do."""

from typing import Annotated

import typer
from rich.console import Console

from cli.api import Json
from cli.manifest import moment
from cli.screen import print_table, screen
from cli.shell import All, Limit, app, list_newest, open_api
from cli.text import minute, safe

keys = typer.Typer(no_args_is_help=True, help="API keys: made, listed and revoked.")
app.add_typer(keys, name="keys")


@keys.command()
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the key is for.")],
    *,
    scopes: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="PERMISSION", help="What it may do; may be repeated."),
    ] = None,
    expires: Annotated[str | None, typer.Option(metavar="ISO", help="When it ends.")] = None,
) -> None:
    """Make a key and print it, this once. Without --scope it may all that you may."""
    wish: Json = {"name": name}
    wish |= {"scopes": scopes} if scopes else {}
    wish |= {"expires_at": moment(expires)} if expires else {}
    with open_api(ctx) as api:
        made = api.create_key(wish)
    typer.echo(made["api_key"])
    screen(stderr=True).print(f"{safe(made['key_id'])}: keep it, it is not shown again", style="dim")


@keys.command("list")
def list_keys(ctx: typer.Context, *, limit: Limit = 20, every: All = False) -> None:
    """List the organisation's keys, and when each was last used."""
    list_newest(ctx, "keys", None if every else limit, show_keys)


@keys.command()
def revoke(
    ctx: typer.Context, key_id: Annotated[str, typer.Argument(metavar="KEY", help="The key's id.")]
) -> None:
    """Take a key out of use, at once."""
    with open_api(ctx) as api:
        api.revoke_key(key_id)
    screen().print(f"{safe(key_id)} is revoked", soft_wrap=True)


def show_keys(console: Console, found: list[Json]) -> None:
    rows = [
        (
            key["key_id"],
            key["name"],
            key["prefix"],
            key["subject"],
            ", ".join(key["scopes"]),
            minute(key["expires_at"]) if key["expires_at"] else "never",
            key["used_on"] or "never",
        )
        for key in found
    ]
    columns = ("Key", "Name", "Begins with", "Member", "May", "Ends", "Last used")
    print_table(console, columns, rows, whole=1)
