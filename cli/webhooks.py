"""``quarterdeck webhooks``: the addresses at which other systems tell of what happened there."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.api import Json
from cli.errors import Misuse
from cli.screen import print_table, screen
from cli.shell import All, Limit, app, list_newest, open_api
from cli.text import minute, safe

webhooks = typer.Typer(no_args_is_help=True, help="Addresses for other systems to call.")
app.add_typer(webhooks, name="webhooks")

WebhookId = Annotated[str, typer.Argument(metavar="ID", help="The webhook's id.")]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret-from", metavar="FILE", allow_dash=True, help="Holds the vendor's secret or key; - is stdin."
    ),
]


@webhooks.command()
def add(
    ctx: typer.Context,
    vendor: Annotated[str, typer.Argument(help="Such as stripe, hubspot, zoom or standard-webhooks.")],
    name: Annotated[str, typer.Argument(help="What you call it.")],
    secret: SecretFile = None,
) -> None:
    """Make an address for a vendor and print it.

    A vendor that makes the secret when it is told the address has it sent afterwards, with rotate.
    """
    said = {"vendor": vendor, "name": name} | ({"secret": _read(secret)} if secret else {})
    with open_api(ctx) as api:
        made = api.add_webhook(said)
    screen().print(safe(made["url"]), soft_wrap=True)
    if not made["has_secret"]:
        hint = f"It takes nothing in until it has a secret: quarterdeck webhooks rotate {made['id']} --secret-from FILE"
        screen(stderr=True).print(safe(hint), style="dim", soft_wrap=True)


@webhooks.command("list")
def list_webhooks(ctx: typer.Context, *, limit: Limit = 20, every: All = False) -> None:
    """List the addresses that were made."""
    list_newest(ctx, "webhooks", None if every else limit, show_webhooks)


@webhooks.command()
def rotate(ctx: typer.Context, webhook_id: WebhookId, secret: SecretFile = Path("-")) -> None:
    """Let a new secret hold beside the one before it; older ones end."""
    with open_api(ctx) as api:
        api.rotate_webhook(webhook_id, _read(secret or Path("-")))
    screen().print("The new secret holds, and the one before it until the next rotation.")


@webhooks.command()
def remove(ctx: typer.Context, webhook_id: WebhookId) -> None:
    """Take in nothing more at an address."""
    with open_api(ctx) as api:
        gone = api.remove_webhook(webhook_id)
    screen().print(f"{safe(gone['name'])} takes nothing in any more.", soft_wrap=True)


def show_webhooks(console: Console, found: Sequence[Json]) -> None:
    rows = [
        (
            each["id"],
            each["vendor"],
            each["name"],
            "yes" if each["has_secret"] else "no",
            minute(each["created_at"]),
        )
        for each in found
    ]
    print_table(console, ("Webhook", "Vendor", "Name", "Secret", "Made"), rows, whole=1)


def _read(path: Path) -> str:
    """Return the secret without the line end behind it; on the command line itself others could read it."""
    try:
        text = sys.stdin.read() if path == Path("-") else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse("No secret", f"{path}: {error}") from error
    return text.strip()
