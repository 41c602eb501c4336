"""``quarterdeck audit``: what was done and refused, and a proof that nothing of that was changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cli.api import Json
from cli.errors import Failure
from cli.screen import print_table, screen
from cli.shell import All, Limit, app, list_newest, open_api
from cli.text import minute, safe
from quarterdeck.platform.audit.verify import Report, verify

if TYPE_CHECKING:
    from cli.trails import Trail

audit = typer.Typer(no_args_is_help=True, help="The audit trail: list it, and verify it on this machine.")
app.add_typer(audit, name="audit")

KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="The anchors' public key, in base64: by default the trail's.",
    ),
]

Installation = Annotated[
    bool,
    typer.Option("--installation", help="The trail of what is no tenant's, with your AWS credentials."),
]


@audit.command(name="list")
def list_entries(  # noqa: PLR0913 - a parameter for each option
    ctx: typer.Context,
    *,
    subject: Annotated[str | None, typer.Option(help="Who.")] = None,
    action: Annotated[str | None, typer.Option(help="What, such as meetings.add.")] = None,
    result: Annotated[str | None, typer.Option(metavar="done|refused|failed", help="How it ended.")] = None,
    since: Annotated[str | None, typer.Option(metavar="ISO", help="From this instant on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="ISO", help="Before this instant.")] = None,
    limit: Limit = 20,
    every: All = False,
) -> None:
    """List who did what, when, from where and with what result."""
    given = {"subject": subject, "action": action, "result": result, "since": since, "until": until}
    query = {name: value for name, value in given.items() if value}
    list_newest(ctx, "audit", None if every else limit, show_entries, **query)


@audit.command(name="verify")
def verify_trail(ctx: typer.Context, *, key: KeyFile = None, installation: Installation = False) -> None:
    """Read the whole trail and check it here; the exit code is 1 where it was changed."""
    from cli import trails  # noqa: PLC0415 - no other command needs clients of AWS

    with screen(stderr=True).status("Verifying"):
        if installation:
            with trails.of_installation() as trail:
                report = _verified(trail, key)
        else:
            with open_api(ctx) as api:
                report = _verified(trails.of_tenant(api), key)
    show_report(screen(), report)
    raise typer.Exit(int(report.broken is not None))


def _verified(trail: "Trail", key: Path | None) -> Report:
    from cli.signatures import checker  # noqa: PLC0415 - no other command needs cryptography

    is_signed = checker(_read(key) if key else trail.public_key)
    return verify(trail.tenant, trail.lanes, trail.anchors, is_signed)


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("Not read", f"{path}: {error}") from error


def show_entries(console: Console, found: Sequence[Json]) -> None:
    rows = [
        (
            minute(each["at"]),
            each["subject"],
            each["action"],
            each["target"],
            each["result"] if each["count"] == 1 else f"{each['result']} x{each['count']}",
            each["reason"],
            (each["came_from"] or {}).get("ip", ""),
        )
        for each in found
    ]
    print_table(console, ("When", "Who", "What", "On", "Result", "Reason", "From"), rows, whole=1)


def show_report(console: Console, report: Report) -> None:
    console.print(f"{report.entries} entries, {report.anchors} anchors", soft_wrap=True)
    if report.broken:
        console.print(f"broken at {safe(report.broken.where)}: {safe(report.broken.what)}", style="red")
    else:
        console.print(f"whole; {report.unanchored} entries not anchored yet", style="green")
