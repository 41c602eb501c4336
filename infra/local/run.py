"""`make run`: the whole suite on this machine, from nothing to an answered question, then serving until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace

from rich.console import Console

from infra.cdk.model_routes import read_routes
from infra.local import search_file
from infra.local.cloud import Choices, running_cloud
from infra.local.commands import Problem
from infra.local.opensearch_node import NodeError, opensearch_node
from infra.local.paths import STATE
from infra.local.products import connect_demo, demo_airtable, first_snapshot, start_sync
from infra.local.progress import Terminal
from infra.local.seed import seed
from infra.local.showcase import ask, known_to_command_line, show_answer, show_next


def main() -> None:
    """Run until stopped; exit code 1 with a message where that can't be done."""
    console = Console(markup=False, emoji=False, highlight=False)
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        _run(console, _arguments())
    except (Problem, NodeError) as problem:
        console.print(f"✗ {problem}", style="red", soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("\nStopped. Nothing of it is left running.")


def _run(console: Console, given: argparse.Namespace) -> None:
    started, steps = time.perf_counter(), Terminal(console)
    with ExitStack() as running:
        search_url = _search(given.search, steps, running)
        airtable = running.enter_context(demo_airtable())
        choices = replace(_choices(given.port, search_url), airtable_api_url=airtable.url)
        cloud = running.enter_context(running_cloud(choices, steps))
        api = running.enter_context(cloud.api())
        with steps.step("Product tables"):
            connect_demo(airtable, cloud.operator, cloud.url)
            start_sync(api)  # its pace is Airtable's, so the meetings go in while it runs
        with steps.step("Demo meetings") as step:
            seed(api, step.advance)
            search_file.keep(STATE)
        with steps.step("Product snapshot"):
            first_snapshot(api)
        with steps.step("First question"):
            answer = ask(api)
        console.print(f"\nReady after {time.perf_counter() - started:.1f} s.\n")
        show_answer(console, answer)
        running.enter_context(known_to_command_line(cloud))
        show_next(console, cloud, STATE / "ministack.log")
        console.print("\nServing until Ctrl-C; the next start begins afresh.")
        threading.Event().wait()


def _search(engine: str, steps: Terminal, running: ExitStack) -> str:
    """Return the URL of the engine that was asked for; an empty one stands for a fresh SQLite file."""
    if engine == "sqlite":
        return ""
    with steps.step("OpenSearch node"):
        return running.enter_context(opensearch_node())


def _choices(port: int, search_url: str) -> Choices:
    """Take the emulator, the language models and the key for web search, if any, from the environment.

    AWS_ENDPOINT_URL is an emulator that runs already, such as LocalStack; without it one is started.
    Models are one, or a file of routes. Keys are the variables whose names, in lower case, are fields of the secret:
    OPENAI_API_KEY is openai_api_key.
    """
    base_url, model, key, routes = (
        os.environ.get(f"LLM_{name}", "") for name in ("BASE_URL", "MODEL", "API_KEY", "ROUTES")
    )
    return Choices(
        port=port,
        endpoint=os.environ.get("AWS_ENDPOINT_URL", ""),
        search_url=search_url,
        llm_base_url=base_url,
        llm_model=model,
        llm_api_key=key,
        llm_routes=_routes(routes),
        llm_secret={name.lower(): key for name, key in os.environ.items() if name.endswith("_API_KEY")},
        for_demo=True,
    )


def _routes(path: str) -> str:
    try:
        return read_routes(path)
    except (OSError, ValueError) as error:
        raise Problem(f"LLM_ROUTES: {error}") from error


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=4566)
    parser.add_argument("--search", choices=["sqlite", "opensearch"], default="sqlite")
    return parser.parse_args()


if __name__ == "__main__":
    main()
