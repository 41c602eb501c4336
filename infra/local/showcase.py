"""What a newcomer sees: one question, its answer with the sentences it rests on, and what to try next."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.rule import Rule

from cli.answers import show
from cli.config import CLOUD_FILE
from infra.local.cloud import Cloud
from infra.local.commands import Problem
from infra.local.paths import ROOT

QUESTION = "What are the next steps from the last Brasswick call?"
MORE = (
    'ask "What did Bettina say in June that an unplanned pump failure costs them?"',
    "meetings",
    "--help",
)


def ask(api: httpx.Client, question: str = QUESTION) -> dict[str, Any]:
    """Return the API's answer to the question.

    Raises:
        Problem: if there is none.
    """
    response = api.post("/v1/questions", json={"text": question})
    if response.is_error:
        raise Problem(f"The question could not be answered: HTTP {response.status_code} {response.text}")
    answer: dict[str, Any] = response.json()
    return answer


@contextmanager
def known_to_command_line(cloud: Cloud) -> Iterator[None]:
    """Let `quarterdeck` find this cloud while the block runs."""
    CLOUD_FILE.write_text(json.dumps({"url": cloud.url, "api_key": cloud.api_key}))
    CLOUD_FILE.chmod(0o600)
    try:
        yield
    finally:
        CLOUD_FILE.unlink(missing_ok=True)


def show_answer(console: Console, answer: dict[str, Any]) -> None:
    """Print the question and its answer as the command line does."""
    console.print(Rule(answer["question"], style="dim", align="left"))
    show(console, answer)
    console.print(Rule(style="dim"))


def show_next(console: Console, cloud: Cloud, log: Path) -> None:
    """Print where everything is and what to try."""
    command = Path(".venv", "bin", "quarterdeck")
    tries = "\n".join(f"  {command} {arguments}" for arguments in MORE)
    places = {"API": cloud.url, "API key": cloud.api_key, "AWS": cloud.endpoint, "Log": log.relative_to(ROOT)}
    told = "\n".join(f"  {name:<8} {place}" for name, place in places.items())
    console.print(f"\nAsk it yourself, in another terminal:\n{tries}\n\n{told}", soft_wrap=True)
