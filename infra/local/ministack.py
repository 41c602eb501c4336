"""Runs MiniStack, the emulator of AWS, as a child process on 127.0.0.1 and leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.commands import Problem
from infra.local.paths import CLOUD_PYTHON, ROOT

HOST = "127.0.0.1"
REGION = "us-east-1"
CREDENTIALS = {"aws_access_key_id": "000000000000", "aws_secret_access_key": "local", "region_name": REGION}
"""What clients of the local cloud sign with; the key is also the account's number."""

_INHERITED = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR")
_READY_WITHIN = 60.0
_STOPPED_WITHIN = 5.0


@contextmanager
def running_ministack(port: int, folder: Path) -> Iterator[str]:
    """Run MiniStack with its log and temporary files in `folder`; the value is its endpoint URL.

    Raises:
        Problem: if the port is taken or MiniStack does not come up.
    """
    check_port(port)
    scratch = folder / "tmp"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    log = folder / "ministack.log"
    with _start(port, scratch, log) as process:
        try:
            endpoint = f"http://{HOST}:{port}"
            _wait_until_ready(process, endpoint, log)
            yield endpoint
        finally:
            _stop(process)
            shutil.rmtree(scratch, ignore_errors=True)


def free_port() -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """Raise a Problem if something listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Problem(
                f"Port {port} on {HOST} is taken ({error.strerror}). Stop what uses it, or choose another: "
                f"make run PORT={port + 1}"
            ) from error


def _start(port: int, scratch: Path, log: Path) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [CLOUD_PYTHON, "-m", "infra.local.mends"]
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(port, scratch),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _environment(port: int, scratch: Path) -> dict[str, str]:
    """Return settings of MiniStack's own, with none of the user's credentials, profiles or proxies.

    Functions inherit it. A Docker socket that doesn't exist keeps MiniStack away from the user's containers.
    """
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | {
        "AUTH": "true",
        "AWS_ACCESS_KEY_ID": CREDENTIALS["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": CREDENTIALS["aws_secret_access_key"],
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "BIND_HOST": HOST,
        "DOCKER_HOST": f"unix://{scratch}/no-docker.sock",
        "GATEWAY_PORT": str(port),
        "HOME": str(scratch),
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_HOST": HOST,
        "S3_DATA_DIR": str(scratch / "s3"),
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(scratch / "state"),
        "TMPDIR": str(scratch),
    }


def _wait_until_ready(process: subprocess.Popen[bytes], endpoint: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(f"{endpoint}/_ministack/ready"):
            return
        time.sleep(0.05)
    state = f"ended with exit code {process.returncode}" if process.poll() is not None else "does not answer"
    last = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise Problem(f"MiniStack {state}; its log {log} ends with:\n{last}")


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return bool(response.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End MiniStack with its functions, which share its process group, and wait until it is gone."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, ending)
            process.wait(_STOPPED_WITHIN)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
