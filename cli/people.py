"""The commands by which people say what they think of answers, and who they are."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from cli import answers
from cli.api import Json
from cli.errors import Failure, Misuse
from cli.screen import screen
from cli.shell import RunId, app, open_api
from cli.text import safe

VERDICTS = ("up", "down")


@app.command()
def rate(  # noqa: PLR0913 - a parameter for each option
    ctx: typer.Context,
    run_id: RunId,
    verdict: Annotated[str, typer.Argument(metavar="up|down", help="Whether the answer was right.")],
    *,
    comment: Annotated[str | None, typer.Option(help="Why.")] = None,
    intent: Annotated[str | None, typer.Option(help="The kind of question it was.")] = None,
    contract: Annotated[str | None, typer.Option(help="What should have answered it.")] = None,
    meant: Annotated[str | None, typer.Option(help="What was meant, in words.")] = None,
) -> None:
    """Say whether an answer was right, or what was meant; the last word counts."""
    if verdict not in VERDICTS:
        raise Misuse("Not a verdict", f"{verdict} is neither up nor down")
    correction = _given(intent=intent, contract=contract, text=meant)
    said = {"verdict": verdict} | _given(comment=comment) | ({"correction": correction} if correction else {})
    with open_api(ctx) as api:
        rating = api.rate(run_id, said)
    screen().print(answers.rated(rating), soft_wrap=True)


@app.command()
def examples(
    ctx: typer.Context,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write into this file.")] = None,
) -> None:
    """Write the labelled questions that ratings made, a JSON object a line."""
    with open_api(ctx) as api:
        found, _ = api.newest("examples", None)
    lines = "".join(json.dumps(example, ensure_ascii=False) + "\n" for example in found)
    if out is None:
        typer.echo(lines, nl=False)
        return
    _write(out, lines)
    screen(stderr=True).print(f"{len(found)} examples in {safe(out)}", style="dim", soft_wrap=True)


@app.command()
def me(
    ctx: typer.Context,
    *,
    name: Annotated[str | None, typer.Option(help="Your name, as mails are signed.")] = None,
    role: Annotated[str | None, typer.Option(help="What you do.")] = None,
    product: Annotated[str | None, typer.Option(help="The product you work on now.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="IANA", help="Like Europe/Berlin.")] = None,
) -> None:
    """Print what answers know of you; with options, say it anew."""
    changed = _given(name=name, role=role, product=product, timezone=timezone)
    with open_api(ctx) as api:
        person = api.me()
        if changed:
            kept = {key: value for key, value in person.items() if key != "subject"}
            person = api.describe_me(kept | changed)
    for key, value in person.items():
        screen().print(f"{key:<10}{safe(value)}".rstrip(), soft_wrap=True)


def _given(**options: str | None) -> Json:
    return {name: value for name, value in options.items() if value is not None}


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Failure("Not written", f"{path}: {error.strerror}") from error
