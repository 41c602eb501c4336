"""``python -m bench.load``: people who ask all at once, over REST and Slack, and read in between.

Counts what was asked, answered, lost, answered twice, and every 5xx on the way, from the first try to the answer that
the person had. ``--kill`` kills a worker of the functions every few seconds meanwhile. Exits with 1 where anything was
lost or came twice, and, without ``--kill``, where there was a 5xx.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import httpx
import yaml
from rich.console import Console
from rich.table import Table

from bench.load.errors import errors
from bench.load.killing import killing
from bench.load.people import MIX, Person
from bench.load.rest import PATIENCE, RestClient
from bench.load.tally import Tally
from infra.local.cloud import SLACK_SECRET, SLACK_TEAM, Choices, Cloud, running_cloud
from infra.local.seed import DEMO, seed
from tests.support.slack_api import SlackApi

SHOWN = 20
"""How many losses and failures are listed."""

FAILED = "Something went wrong while answering"


def main() -> None:
    """Load, count and print."""
    given, console = _arguments(), Console()
    tally, chance = Tally(), random.Random(given.seed)  # noqa: S311  (chance, no secret)
    with _cloud() as (cloud, slack), cloud.api() as api:
        console.print("The demo meetings are in; asking begins.")
        deaths = killing(given.every, tally, chance) if given.kill else nullcontext()
        with (
            deaths,
            httpx.Client(timeout=PATIENCE, limits=httpx.Limits(max_connections=given.people)) as http,
        ):
            http.base_url, http.headers = api.base_url, api.headers
            _work(given, _people(given, cloud, slack, tally, http))
        _settle(api, slack, tally)
        logged = errors(cloud.endpoint)
    _show(console, tally)
    for told, count in logged.most_common(SHOWN):
        console.print(f"logged {count} times: {told}", style="red", markup=False)
    fives = sum(count for (_, what), count in tally.counts.items() if what == "5xx")
    sys.exit(0 if tally.is_clean() and (given.kill or not fives) else 1)


@contextmanager
def _cloud() -> Iterator[tuple[Cloud, SlackApi]]:
    """Give a fresh local cloud with the demo's meetings in it, and the Slack that it posts to."""
    with (
        SlackApi(tokens={SLACK_SECRET[f"bot_token.{SLACK_TEAM}"]}) as slack,
        tempfile.TemporaryDirectory(prefix="load-") as folder,
        running_cloud(Choices(folder=Path(folder), slack_api_url=slack.url, for_demo=True)) as cloud,
    ):
        with cloud.api() as api:
            seed(api)
        yield cloud, slack


def _people(
    given: argparse.Namespace, cloud: Cloud, slack: SlackApi, tally: Tally, http: httpx.Client
) -> list[Person]:
    questions = [each["text"] for each in yaml.safe_load((DEMO / "questions.yaml").read_text())["questions"]]
    people = []
    for number in range(given.people):
        chance = random.Random(f"{given.seed}-{number}")  # noqa: S311
        client = RestClient(http, tally, chance)
        people.append(Person(number, cloud, slack, questions, tally, client, chance))
    return people


def _work(given: argparse.Namespace, people: list[Person]) -> None:
    """Let one after the other begin, all work at once, and wait until each has what it asked for last."""
    until = time.monotonic() + len(people) * given.ramp + given.seconds
    threads = [threading.Thread(target=person.work, args=(until,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
        time.sleep(given.ramp)
    for thread in threads:
        thread.join()


def _settle(api: httpx.Client, slack: SlackApi, tally: Tally) -> None:
    """Count what came twice: replies in a thread, and runs on record beside the one that a caller was given."""
    threads = Counter((message["channel"], message["thread_ts"]) for message in slack.messages)
    tally.note("slack", "doubled", sum(count - 1 for count in threads.values()))
    for message in slack.messages:
        if FAILED in message.get("text", ""):
            tally.lost("slack", f"an apology in {message['thread_ts']}")
    given = [line for line in _runs(api) if not line["user_id"].startswith("slack:")]
    unknown = {line["run_id"] for line in given if line["outcome"] != "failed"} - tally.runs
    tally.note("ask", "doubled", len(unknown))


def _runs(api: httpx.Client) -> Iterator[dict[str, str]]:
    before: str | None = None
    while True:
        page = api.get("/v1/runs", params={"limit": 100, **({"before": before} if before else {})})
        page.raise_for_status()
        yield from page.json()["runs"]
        before = page.json()["before"]
        if not before:
            return


def _show(console: Console, tally: Tally) -> None:
    columns = ("", "asked", "answered", "lost", "doubled", "5xx", "sent again", "p50 s", "p95 s")
    table = Table(*columns, title="From the first try to the answer", title_justify="left")
    for kind in MIX:
        table.add_row(*tally.row(kind))
    console.print(table)
    rest = {
        f"{kind} {what}": count
        for (kind, what), count in tally.counts.items()
        if count and what not in columns
    }
    console.print(f"Beside that: {rest}" if rest else "")
    for loss in tally.losses[:SHOWN]:
        console.print(f"lost: {loss}", style="red", markup=False)
    for failure in tally.failures[:SHOWN]:
        console.print(f"5xx: {failure}", style="red", markup=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--seconds", type=float, default=300, help="how long all work at once")
    parser.add_argument(
        "--ramp", type=float, default=1, help="seconds from one person's beginning to the next"
    )
    parser.add_argument("--kill", action="store_true", help="kill workers of the functions at random")
    parser.add_argument("--every", type=float, default=2, help="seconds between two deaths, on average")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
