"""What finds the spans: our rules here, and presidio's in an environment of its own."""

import json
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.pii.dataset import Found
from quarterdeck.kernel.personal import Kind
from quarterdeck.services.guard.pii import find

ROOT = Path(__file__).parents[2]
PEER = ROOT / ".venv" / "peers" / "bin" / "python"
NAMES = {
    Kind.CARD: "CREDIT_CARD",
    Kind.EMAIL: "EMAIL_ADDRESS",
    Kind.IBAN: "IBAN_CODE",
    Kind.SSN: "US_SSN",
    Kind.IP: "IP_ADDRESS",
    Kind.PHONE: "PHONE_NUMBER",
    Kind.URL: "DOMAIN_NAME",
    Kind.LICENSE: "US_DRIVER_LICENSE",
    Kind.ZIP: "ZIP_CODE",
    Kind.ADDRESS: "STREET_ADDRESS",
    Kind.BIRTH_DATE: "DATE_OF_BIRTH",
    Kind.SECRET: "SECRET",
    Kind.PERSON: "PERSON",
}
_TOKEN = re.compile(r"\w+|[^\w\s]")
_TOKENS, _PIECES = 1000, 20


@dataclass(frozen=True, slots=True)
class Run:
    """Spans of each text, and milliseconds of one core for each thousand tokens (words and marks)."""

    spans: list[list[Found]]
    ms: list[float]


def ours(texts: Sequence[str]) -> Run:
    """Run our rules."""
    spans = [[(start, end, NAMES[kind]) for start, end, kind in find(text)] for text in texts]
    return Run(spans, [_timed(piece) for piece in thousands(texts)])


def presidios(texts: Sequence[str], least: float) -> Run:
    """Run presidio's pattern recognisers, and count what scores ``least`` or more."""
    given = json.dumps({"texts": list(texts), "pieces": thousands(texts), "least": least})
    command = [str(PEER), "-m", "evals.pii.presidio_peer"]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, cwd=ROOT)
    told = json.loads(done.stdout.splitlines()[-1])
    return Run([[(start, end, kind) for start, end, kind in each] for each in told["spans"]], told["ms"])


def thousands(texts: Sequence[str]) -> list[str]:
    """Return the texts, over again where they are few, joined into some twenty pieces of a thousand tokens or more."""
    pieces: list[str] = []
    held: list[str] = []
    count = 0
    total = sum(len(_TOKEN.findall(text)) for text in texts)
    for text in list(texts) * -(-_PIECES * _TOKENS // max(1, total)):
        held.append(text)
        count += len(_TOKEN.findall(text))
        if count >= _TOKENS:
            pieces.append("\n".join(held))
            held, count = [], 0
    return pieces


def _timed(piece: str) -> float:
    started = time.thread_time()
    find(piece)
    return (time.thread_time() - started) * 1000 * _TOKENS / len(_TOKEN.findall(piece))
