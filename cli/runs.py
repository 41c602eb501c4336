"""The commands about what was asked: the log, one run of it, and its replay."""

from pathlib import Path
from typing import Annotated

import typer

from cli import answers, lists
from cli.downloads import save_files
from cli.errors import Misuse
from cli.screen import screen
from cli.shell import All, AsJson, Limit, RunId, app, list_newest, open_api, print_json

Slow = Annotated[bool, typer.Option("--slow", help="Those that took 5 s or more.")]
Failed = Annotated[bool, typer.Option("--failed", help="Those that came to no answer.")]
Dear = Annotated[bool, typer.Option("--dear", help="Those that cost a cent or more.")]
OverMs = Annotated[int | None, typer.Option(metavar="MS", help="With --slow: so many milliseconds.")]
OverUsd = Annotated[float | None, typer.Option(metavar="USD", help="With --dear: so many dollars.")]


@app.command()
def runs(  # noqa: PLR0913 - a parameter for each option
    ctx: typer.Context,
    *,
    slow: Slow = False,
    failed: Failed = False,
    dear: Dear = False,
    over_ms: OverMs = None,
    over_usd: OverUsd = None,
    limit: Limit = 20,
    every: All = False,
) -> None:
    """List what was asked: all of it, or what was slow, failed or dear."""
    marks = [name for name, on in (("slow", slow), ("failed", failed), ("dear", dear)) if on]
    if len(marks) > 1:
        raise Misuse("One at a time", f"--{' and --'.join(marks)} are separate lists")
    given = {"only": next(iter(marks), None), "over_ms": over_ms, "over_usd": over_usd}
    query = {name: str(value) for name, value in given.items() if value is not None}
    list_newest(ctx, "runs", None if every else limit, lists.show_runs, **query)


@app.command()
def run(
    ctx: typer.Context,
    run_id: RunId,
    *,
    save: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Save the answer's files here.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print a recorded run."""
    with open_api(ctx) as api:
        found = api.run(run_id)
        if save:
            for path in save_files(api, found, save):
                screen(stderr=True).print(f"saved {path}", soft_wrap=True)
    if as_json:
        print_json(found)
    else:
        answers.show_record(screen(), found)


@app.command()
def replay(ctx: typer.Context, run_id: RunId) -> None:
    """Execute a run again from its record; the exit code is 1 unless the answer is identical."""
    with open_api(ctx) as api, screen(stderr=True).status("Replaying"):
        found = api.replay(run_id)
    screen().print(answers.comparison(found), soft_wrap=True)
    raise typer.Exit(int(not found["replay"]["identical"]))
