"""The commands of ``quarterdeck`` about questions and meetings: each asks the API and prints what it says."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from cli import (
    answers,
    audit,
    exports,
    keys,
    knowledge,
    lists,
    meetings,
    members,
    organisation,
    people,
    runs,
    webhooks,
)
from cli.doctor import Outcome, diagnose
from cli.ingest import ingest as ingest_files
from cli.live import Live
from cli.manifest import describe, moment, participant
from cli.screen import progress, screen
from cli.shell import PATIENCE_SECONDS, AsJson, app, open_api, print_json
from cli.streaming import listen

__all__ = [
    "app",
    "audit",
    "exports",
    "keys",
    "knowledge",
    "main",
    "meetings",
    "members",
    "organisation",
    "people",
    "runs",
    "webhooks",
]


@app.command()
def ask(  # noqa: PLR0913 - a parameter for each option
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The question.")],
    *,
    meeting: Annotated[str | None, typer.Option(metavar="ID", help="The meeting it is about.")] = None,
    conversation: Annotated[str | None, typer.Option(metavar="ID", help="The one to continue.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="ISO", help="When 'last week' counts from.")] = None,
    stream: Annotated[bool, typer.Option("--stream", help="Show the answer while it is made.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask a question and print the answer with the quotes it rests on."""
    given = {"meeting_id": meeting, "conversation_id": conversation, "as_of": as_of and moment(as_of)}
    question = {"text": text} | {key: value for key, value in given.items() if value}
    with open_api(ctx) as api, screen(stderr=True).status("Asking") as status:
        if stream:
            shown = None if as_json else screen()
            run = api.run(listen(api, question, Live(shown, status.update)))
        else:
            run = api.ask(question)
    if as_json:
        print_json(run)
    else:
        (answers.show_basis if stream else answers.show)(screen(), run)
        answers.show_follow_up(screen(), run)


@app.command()
def ingest(  # noqa: PLR0913 - a parameter for each option
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help=".vtt .srt .json .txt")
    ] = None,
    *,
    company: Annotated[str | None, typer.Option(help="The customer.")] = None,
    title: Annotated[str | None, typer.Option(help="The meeting's title.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="ISO", help="When it was; UTC where no offset is given.")
    ] = None,
    participants: Annotated[
        list[str] | None,
        typer.Option(
            "--participant", metavar="NAME[:COMPANY[:TITLE]]", help="Who took part; may be repeated."
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="YAML or JSON: a list of file, company, title, date, participants."
        ),
    ] = None,
    deadline: Annotated[int, typer.Option(min=1, help="How many seconds to wait for all of them.")] = 900,
) -> None:
    """Put in transcripts, several at a time, and wait until they can be asked about.

    Without FILEs, all that the manifest lists are put in. The same file twice is one meeting.
    """
    people = [participant(text) for text in participants or []]
    given = {"company": company, "title": title, "date": date, "participants": people}
    described = describe(files or [], manifest, {key: value for key, value in given.items() if value})
    found = []
    with (
        open_api(ctx, deadline) as api,
        progress("Ingesting", len(described)) as advance,
        closing(ingest_files(api, described)) as results,
    ):
        for result in results:
            found.append(result)
            advance()
    lists.show_results(screen(), sorted(found, key=lambda result: result.path.name))
    raise typer.Exit(int(any(result.reason for result in found)))


@app.command()
def doctor(ctx: typer.Context) -> None:
    """Check that questions can be asked from here, and say what to do where they can't."""
    url, api_key = ctx.obj
    outcomes = set()
    for finding in diagnose(url, api_key, PATIENCE_SECONDS):
        lists.show_finding(screen(), finding)
        outcomes.add(finding.outcome)
    raise typer.Exit(int(Outcome.FAILED in outcomes))


def main() -> None:
    """Run the command line."""
    app(prog_name="quarterdeck")
