"""A real OpenSearch node without Docker: fetched through Maven, run by Java, bound to 127.0.0.1, gone at exit.

``python -m infra.local.opensearch_node`` runs one until it is interrupted.
"""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

POM = Path(__file__).parent / "opensearch" / "pom.xml"
FOLDER = Path(__file__).resolve().parents[2] / ".local" / "opensearch"

BOOT_SECONDS = 120
"""How long a node may take until it answers."""

_HOST = "127.0.0.1"
_PORTS = range(9201, 9299)  # the runner serves the port after its base and refuses to go beyond 9299
_STOP_SECONDS = 20
_POLL_SECONDS = 0.2


class NodeError(RuntimeError):
    """The node could not be fetched or did not come up; the message says why."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node that was started, and where it answers once it is up."""

    process: subprocess.Popen[bytes]
    url: str
    cluster: str
    log: Path

    def await_health(self) -> None:
        """Wait until it answers.

        Raises:
            NodeError: it ends, or takes too long; with the end of its log.
        """
        deadline = time.monotonic() + BOOT_SECONDS
        while cluster_at(self.url) != self.cluster:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NodeError(f"OpenSearch did not come up; its log ends:\n{self.log.read_text()[-2000:]}")
            time.sleep(_POLL_SECONDS)


def cluster_at(url: str) -> str | None:
    """Return the name of the cluster that answers at the URL, or None until it is healthy."""
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=2) as answer:  # noqa: S310 - HTTP, and ours
            health = json.load(answer)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None
    return str(health["cluster_name"]) if health["status"] == "green" else None


@contextmanager
def opensearch_node(folder: Path = FOLDER) -> Iterator[str]:
    """Run an empty one-node cluster and give its URL; what it stored is removed with it.

    Raises:
        NodeError: java or mvn is missing, the download failed, or the node did not become healthy in time.
    """
    with starting_node(folder) as node:
        node.await_health()
        yield node.url


@contextmanager
def starting_node(folder: Path = FOLDER, options: Sequence[str] = ()) -> Iterator[Node]:
    """Start an empty one-node cluster, with these options of Java's; it may not answer yet.

    Raises:
        NodeError: java or mvn is missing, or the download failed.
    """
    java = _tool("java", "a Java 17 runtime")
    parts = _fetched(folder)
    port = _free_port()
    cluster = f"quarterdeck-{os.getpid()}-{port}"
    with tempfile.TemporaryDirectory(prefix="opensearch-", ignore_cleanup_errors=True) as home:
        log = Path(home) / "node.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                _command([java, *options], parts, Path(home), port, cluster),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield Node(process, f"http://{_HOST}:{port}", cluster, log)
        finally:
            _stop(process)


def _tool(name: str, what: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise NodeError(f"{name} is not on the PATH: OpenSearch needs {what}")
    return path


def _fetched(folder: Path) -> Path:
    """Return the folder with the node's jars, downloading them where this pom.xml's are not there yet."""
    target = folder / hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    if target.exists():
        return target
    maven = _tool("mvn", "Maven to be downloaded with")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as unfinished:
        command = [maven, "-B", "-q", "-f", str(POM), f"-Dtarget={unfinished}/jars", "generate-resources"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            raise NodeError(f"Maven could not fetch OpenSearch:\n{result.stdout}{result.stderr}")
        Path(unfinished, "jars").rename(target)
    return target


def _free_port() -> int:
    for port in _PORTS:
        with socket.socket() as probe:
            if probe.connect_ex((_HOST, port)):
                return port
    raise NodeError(f"no port from {_PORTS.start} to {_PORTS.stop - 1} is free")


def _command(java: Sequence[str], parts: Path, home: Path, port: int, cluster: str) -> list[str]:
    return [
        *(*java, "-Xms512m", "-Xmx512m", "-Djava.net.preferIPv4Stack=true"),
        *("-cp", f"{parts}/node/*:{parts}/plugins/*", "org.codelibs.opensearch.runner.OpenSearchRunner"),
        *("-basePath", str(home / "cluster"), "-clusterName", cluster, "-numOfNode", "1"),
        *("-baseHttpPort", str(port - 1), "-pluginTypes", "org.opensearch.knn.plugin.KNNPlugin"),
    ]


def _stop(node: subprocess.Popen[bytes]) -> None:
    node.terminate()
    try:
        node.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        node.kill()
        node.wait()


def main() -> int:
    """Run a node until SIGINT or SIGTERM."""
    asked_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked_to_stop.set())
    print("Starting OpenSearch...", flush=True)
    try:
        with opensearch_node() as url:
            print(f"OpenSearch answers at {url} (Ctrl-C stops it)", flush=True)
            asked_to_stop.wait()
    except NodeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
