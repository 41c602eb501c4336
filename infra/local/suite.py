"""`make test`: all tests, against a real OpenSearch node where this machine can run one."""

import argparse
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack

from rich.console import Console

from infra.local.opensearch_node import starting_node

_MOST_WORKERS = 5
_QUICK = ("-XX:TieredStopAtLevel=1",)  # nothing of the node runs for so long that compiling it well would pay


def main() -> None:
    """Run pytest with the arguments that aren't ours; its exit code is the suite's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opensearch", choices=["auto", "required"], default="auto")
    given, rest = parser.parse_known_args()
    console = Console(highlight=False)
    missing = [tool for tool in ("java", "mvn") if not shutil.which(tool)]
    if missing and given.opensearch == "required":
        console.print(f"[bold red]✗[/bold red] the OpenSearch tests need {' and '.join(missing)}")
        sys.exit(1)
    code = _test(console, rest, with_opensearch=not missing)
    if missing:
        console.print(
            f"[yellow]The OpenSearch adapter was not tested: no {' and '.join(missing)} here.[/yellow]"
        )
    sys.exit(code)


def _test(console: Console, arguments: list[str], *, with_opensearch: bool) -> int:
    environment = dict(os.environ)
    with ExitStack() as running:
        if with_opensearch:
            console.print("Starting an OpenSearch node")
            environment["OPENSEARCH_URL"] = running.enter_context(starting_node(options=_QUICK)).url
        workers = min((os.cpu_count() or 1) + 1, _MOST_WORKERS)  # one waits for the local cloud
        command = [sys.executable, "-m", "pytest", "-n", str(workers), "--dist", "loadgroup", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    main()
