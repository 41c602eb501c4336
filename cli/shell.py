"""What all commands share: the application, its two options, and how a failure ends it."""

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from cli.api import Api, Json
from cli.config import connection, public_connection
from cli.errors import Failure
from cli.patience import Patience
from cli.screen import screen
from cli.text import safe

PATIENCE_SECONDS = 60
"""How long a command goes on repeating a request that isn't answered."""

Limit = Annotated[int, typer.Option(min=1, help="How many to list, the newest first.")]
All = Annotated[bool, typer.Option("--all", help="List all of them.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the API's JSON.")]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="The run's id.")]


class Commands(TyperGroup):
    """Ends a command that failed with one line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Failure as failure:
            screen(stderr=True).print(f"error: {safe(failure)}", style="red", soft_wrap=True)
            raise typer.Exit(failure.exit_code) from failure


app = typer.Typer(
    name="quarterdeck",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    ctx: typer.Context,
    url: Annotated[str | None, typer.Option(envvar="QUARTERDECK_URL", help="The API's root.")] = None,
    api_key: Annotated[str | None, typer.Option(envvar="QUARTERDECK_API_KEY", help="A key of it.")] = None,
) -> None:
    """Ask your meetings, through Quarterdeck's API.

    Without --url and --api-key this is the API of the local cloud that make run starts.
    """
    ctx.obj = (url, api_key)


def open_api(ctx: typer.Context, seconds: float = PATIENCE_SECONDS) -> Api:
    """Return a client of the API that the options name."""
    return Api(connection(*ctx.obj), Patience(seconds))


def open_public_api(ctx: typer.Context, seconds: float = PATIENCE_SECONDS) -> Api:
    """Return a client of the API for who has no key yet, or no more."""
    return Api(public_connection(ctx.obj[0]), Patience(seconds))


def list_newest(
    ctx: typer.Context,
    kind: str,
    limit: int | None,
    show: Callable[[Console, list[Json]], None],
    **query: str,
) -> None:
    """Print the newest of a kind, or all of them without a limit, and tell where there are more."""
    with open_api(ctx) as api:
        found, more = api.newest(kind, limit, **query)
    show(screen(), found)
    if more:
        screen(stderr=True).print("There are more: --limit or --all lists them.", style="dim")


def print_json(body: Json) -> None:
    typer.echo(json.dumps(body, indent=2, ensure_ascii=False))
