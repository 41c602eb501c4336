"""``python -m bench --data FOLDER``: measure a running service, or a local cloud started for it.

FOLDER holds ``qmsum/meetings.jsonl`` and ``qmsum/queries.jsonl``. QUARTERDECK_URL and QUARTERDECK_API_KEY name a
running service; without them the local cloud is started, and removed afterwards.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import track

from bench import report
from bench.corpus import read
from bench.retrieval import Retrieval
from bench.service import Service


def main() -> None:
    """Measure and print."""
    given = _arguments()
    corpus = read(given.data / "qmsum", given.meetings, given.seed)
    console = Console()
    console.print(
        f"{len(corpus.meetings)} meetings, {len(corpus.specific)} specific and "
        f"{len(corpus.general)} general questions"
    )
    with _api(given.url, given.api_key) as http:
        results = Retrieval(
            Service(http), corpus, lambda items, what: iter(track(items, what, console=console))
        ).run()
    report.show(results, console)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds qmsum/")
    parser.add_argument("--meetings", type=int, help="take only so many meetings, evenly spread")
    parser.add_argument("--seed", type=int, help="take them at random, the same for the same seed")
    parser.add_argument("--url", default=os.environ.get("QUARTERDECK_URL"), help="of a running service")
    parser.add_argument("--api-key", default=os.environ.get("QUARTERDECK_API_KEY", ""))
    return parser.parse_args()


@contextmanager
def _api(url: str | None, api_key: str) -> Iterator[httpx.Client]:
    """Give a client of the service at the URL, or of a fresh local cloud."""
    if url:
        headers = {"Authorization": f"Bearer {api_key}"}
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            yield client
        return
    from infra.local.cloud import Choices, running_cloud  # noqa: PLC0415  (not needed for a service elsewhere)

    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running_cloud(Choices(folder=Path(folder))) as cloud,
        cloud.api() as client,
    ):
        yield client


if __name__ == "__main__":
    main()
