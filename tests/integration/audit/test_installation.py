"""Who operates the installation verifies its own trail: what was done to a row is found where it was done."""

from collections.abc import Callable, Iterator
from itertools import islice
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from cli.app import app
from quarterdeck.platform.audit import reading
from quarterdeck.platform.audit.anchorage import S3Anchorage
from quarterdeck.platform.audit.anchors import Anchoring
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.audit.kms import KmsKey
from quarterdeck.platform.audit.lanes import lane_of
from quarterdeck.platform.audit.model import INSTALLATION
from quarterdeck.platform.audit.rows import EntryRow, lane_key, to_row, to_sealed
from quarterdeck.platform.audit.writing import record
from quarterdeck.platform.aws import client
from tests.support.clocks import StillClock
from tests.support.tables import BUCKET
from tests.unit.audit.trails import entry, rehashed

LANE = 5


@pytest.fixture(scope="module")
def key(tables: None) -> KmsKey:  # noqa: ARG001 - the emulator must be there
    made = client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
    return KmsKey(made["Arn"])


@pytest.fixture
def lane(key: KmsKey, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Sealed]]:
    """A lane with four entries more, anchored; afterwards it is as it was."""
    for name, value in {"TABLE_AUDIT": "audit", "BUCKET_ANCHORS": BUCKET, "AUDIT_KEY_ARN": key.arn}.items():
        monkeypatch.setenv(name, value)
    ids = (made for made in (f"aud_{uuid4().hex}" for _ in iter(int, 1)) if lane_of(made) == LANE)
    for number, made in enumerate(islice(ids, 4)):
        record(entry(number, INSTALLATION, id=made, action="keys.use"))
    Anchoring(key, S3Anchorage(BUCKET), StillClock()).anchor(INSTALLATION, reading.heads)
    kept = _rows()
    yield kept
    _put(kept)


def _rows() -> list[Sealed]:
    return [to_sealed(row) for row in EntryRow.query(lane_key(INSTALLATION, LANE), consistent_read=True)]


def _put(entries: list[Sealed]) -> None:
    """Let the lane hold these entries, each at the place of its position, and nothing else."""
    for row in EntryRow.query(lane_key(INSTALLATION, LANE), consistent_read=True):
        row.delete()
    for seq, sealed in enumerate(entries, start=1):
        row = to_row(sealed)
        row.sk = f"{seq:012}"
        row.save()


def verified() -> Result:
    return CliRunner().invoke(app, ["audit", "verify", "--installation"])


def test_a_whole_trail_is_said_to_be_whole(lane: list[Sealed]) -> None:
    result = verified()
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "whole; 0 entries not anchored yet")
    assert int(result.output.split(" ", 1)[0]) >= len(lane)


def _changed(entries: list[Sealed], at: int) -> list[Sealed]:
    body = {**entries[at].body, "action": "keys.create"}
    return [*entries[:at], Sealed(body, entries[at].hash), *entries[at + 1 :]]


def _swapped(entries: list[Sealed], at: int) -> list[Sealed]:
    return [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]]


def _without(entries: list[Sealed], at: int) -> list[Sealed]:
    return [*entries[:at], *entries[at + 1 :]]


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        (_changed, "it was changed"),
        (_swapped, "it is missing"),
        (_without, "it is missing"),
        (lambda entries, at: entries[:at], "anchored entries are missing"),
        (lambda entries, at: rehashed(_changed(entries, at), at), "it was written anew"),
        (lambda entries, at: rehashed(_swapped(entries, at), at), "it was written anew"),
    ],
    ids=["change", "reorder", "gap", "cut off", "changed and hashed anew", "reordered and hashed anew"],
)
def test_what_was_done_to_it_is_found(
    lane: list[Sealed], attack: Callable[[list[Sealed], int], list[Sealed]], found: str
) -> None:
    at = len(lane) - 3
    _put(attack(lane, at))
    result = verified()
    assert result.exit_code == 1
    assert f"broken at lane {LANE}, entry " in result.output
    assert found in result.output


def test_a_gap_is_named_where_it_is(lane: list[Sealed]) -> None:
    _put(_without(lane, len(lane) - 3))
    assert f"broken at lane {LANE}, entry {len(lane) - 2}: " in verified().output


@pytest.mark.parametrize("name", ["TABLE_AUDIT", "BUCKET_ANCHORS", "AUDIT_KEY_ARN"])
@pytest.mark.usefixtures("lane")
def test_it_says_what_it_must_be_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    result = verified()
    assert (result.exit_code, name in result.output) == (2, True)


@pytest.mark.usefixtures("lane")
def test_a_trail_that_can_not_be_read_is_not_said_to_be_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKET_ANCHORS", "no-such-bucket")
    result = verified()
    assert result.exit_code == 1
    assert "AWS did not give the trail" in result.output
