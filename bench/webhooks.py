"""``python -m bench.webhooks --data FOLDER``: how many signature vectors the verifiers agree with.

FOLDER holds ``webhooks/signature_vectors.jsonl``: a line names the provider, the request, the secret, the time to
verify at (none where the vendor's age check is left out), and whether it is valid.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES, vendor_named
from quarterdeck.contexts.connectors.webhooks.model import Request
from quarterdeck.kernel.errors import Unauthenticated

VECTORS = Path("webhooks", "signature_vectors.jsonl")
Vector = dict[str, Any]


def main() -> None:
    """Compare and print; the exit code is 1 unless all agree."""
    parser = argparse.ArgumentParser(prog="bench.webhooks", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds webhooks/")
    lines = (parser.parse_args().data / VECTORS).read_text(encoding="utf-8").splitlines()
    vectors: list[Vector] = [json.loads(line) for line in lines]
    agreed = {each["id"]: is_taken(each) is each["expect_valid"] for each in vectors}
    _show(vectors, agreed)
    sys.exit(int(not all(agreed.values())))


def is_taken(vector: Vector) -> bool:
    """Tell whether the verifier of the vector's vendor takes its request."""
    scheme = SCHEMES[vendor_named(vector["provider"])]
    headers = {name.lower(): value for name, value in vector["headers"].items()}
    request = Request(vector["url"] or "", headers, {}, vector["body"].encode(), vector["method"])
    try:
        scheme.verify(request, [vector["secret"]], _moment(vector, headers))
    except Unauthenticated:
        return False
    return True


def _moment(vector: Vector, headers: dict[str, str]) -> datetime:
    """Return the time to verify at: where none is given, the one that is signed, so that age is no question."""
    signed = headers.get("x-zendesk-webhook-signature-timestamp", "0")
    return datetime.fromtimestamp(vector["verify_at_unix"] or int(signed), UTC)


def _show(vectors: list[Vector], agreed: dict[str, bool]) -> None:
    table = Table("Vendor", "Valid", "Invalid", "Agree", title="Signature vectors", title_justify="left")
    for vendor in sorted({each["provider"] for each in vectors}):
        of = [each for each in vectors if each["provider"] == vendor]
        valid = sum(each["expect_valid"] for each in of)
        table.add_row(vendor, str(valid), str(len(of) - valid), str(sum(agreed[each["id"]] for each in of)))
    console = Console()
    console.print(table)
    for missed in (name for name, is_agreed in agreed.items() if not is_agreed):
        console.print(f"disagrees: {missed}")
    console.print(f"{sum(agreed.values())} of {len(agreed)} agree")


if __name__ == "__main__":
    main()
