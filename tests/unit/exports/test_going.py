"""An archive is whole whatever its size and wherever a go broke off, and takes no memory for what is in it."""

import hashlib
import io
import json
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.operations.protection.exporting import packing
from quarterdeck.contexts.operations.protection.exporting.going import TIME, Exporting
from quarterdeck.contexts.operations.protection.exporting.model import Found, Look, Reader, Step
from quarterdeck.contexts.operations.protection.model import Kind
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.exporting import Files, Original, Page, Rows
from tests.support.clocks import TickingClock
from tests.unit.exports.shelves import Bucket, Killed

PART = 160 << 10
TENANT = TenantId("acme")
ARCHIVE = "tenants/acme/exports/exp_1/archive.zip"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a part be a hundredth of what it is, so that small archives have some."""
    monkeypatch.setattr(packing, "PART", PART)


def first(*stores: str) -> Step:
    return Step(TENANT, "exp_1", Kind.TENANT, "acme", "c", left=stores)


def numbered(pages: int, page: Callable[[int], list[Any]]) -> Reader:
    """Return a reader of rows over so many pages."""

    def read(look: Look) -> Page:
        at = int(look.cursor or 0)
        return Rows(page(at), str(at + 1) if at + 1 < pages else None)

    return read


def noise(seed: int, size: int) -> str:
    """Return text that packing hardly makes smaller."""
    return random.Random(seed).randbytes(size // 2).hex()  # noqa: S311 - to be the same each time


def copied(keys: list[str]) -> Reader:
    """Return a reader of files, two a page."""

    def read(look: Look) -> Page:
        at = int(look.cursor or 0)
        originals = [Original(key.rpartition("/")[2], key) for key in keys[at : at + 2]]
        return Files(originals, str(at + 2) if at + 2 < len(keys) else None)

    return read


def exporting(bucket: Bucket, readers: dict[str, Reader], each: timedelta) -> Exporting:
    """Return an exporting for which each look at the clock takes so long that a go ends after some pages."""
    return Exporting({Kind.TENANT: readers}, bucket, bucket, TickingClock(each))  # type: ignore[arg-type]


def finished(export: Exporting, step: Step) -> Step:
    """Take goes to the end, each again if it is killed."""
    while not step.sealed:
        try:
            step = export.run(step)
        except Killed:
            continue
    return step


def unpacked(bucket: Bucket) -> dict[str, bytes]:
    """Return the archive's files, whose digests the manifest has."""
    with zipfile.ZipFile(io.BytesIO(bucket.bodies[ARCHIVE])) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(found.pop("manifest.json"))
    assert {each["file"]: (each["bytes"], each["sha256"]) for each in manifest["files"]} == {
        name: (len(body), hashlib.sha256(body).hexdigest()) for name, body in found.items()
    }
    return found


def small() -> tuple[Bucket, dict[str, Reader]]:
    bucket = Bucket({f"tenants/acme/meetings/{n}.vtt": f"Ada: {n}".encode() * 999 for n in range(5)})
    keys = [*bucket.bodies, "tenants/acme/meetings/deleted.vtt"]
    readers = {
        "people": numbered(1, lambda _: [{"name": "Zoë"}]),
        "meeting files": copied(keys),
        "products": numbered(3, lambda _: []),
        "runs": numbered(7, lambda at: [{"run": at}, {"run": f"{at}b"}]),
    }
    return bucket, readers


def test_each_store_is_a_file_of_lines_or_a_folder_and_is_counted() -> None:
    bucket, readers = small()
    step = finished(exporting(bucket, readers, timedelta(0)), first(*readers))
    found = unpacked(bucket)
    assert json.loads(found["people.jsonl"]) == {"name": "Zoë"}
    assert [json.loads(line)["run"] for line in found["runs.jsonl"].splitlines()][:3] == [0, "0b", 1]
    assert {name for name in found if "/" in name} == {f"meeting-files/{n}.vtt" for n in range(5)}
    assert step.found == (
        Found("people", 1, len(found["people.jsonl"])),
        Found("meeting files", 5, 5 * 6 * 999),
        Found("products", 0, 0),
        Found("runs", 14, len(found["runs.jsonl"])),
    )
    assert step.archive.size == len(bucket.bodies[ARCHIVE])


def test_a_store_of_several_goes_is_a_file_of_each() -> None:
    bucket, readers = small()
    finished(exporting(bucket, readers, TIME / 3), first("runs"))
    parts = sorted(name for name in unpacked(bucket))
    assert len(parts) > 1
    assert parts[-1] == "runs.jsonl"
    lines = [line for name in unpacked(bucket).values() for line in name.splitlines()]
    assert sorted(str(json.loads(line)["run"]) for line in lines) == sorted(
        f"{n}{b}" for n in range(7) for b in ("", "b")
    )


@pytest.mark.parametrize("each", [timedelta(0), TIME / 3], ids=["one-go", "many-goes"])
def test_a_go_that_dies_at_any_write_is_done_again_and_nothing_is_lost_or_doubled(each: timedelta) -> None:
    bucket, readers = small()
    readers["large"] = numbered(3, lambda at: [noise(at, 220_000)])
    whole = finished(exporting(bucket, readers, each), first(*readers))
    expected, writes = unpacked(bucket), bucket.writes
    for dies_at in range(1, writes + 1):
        again, _ = small()
        again.dies_at = dies_at
        step = finished(exporting(again, readers | {"meeting files": _of(again)}, each), first(*readers))
        assert unpacked(again) == expected
        assert replace(step.archive, upload="") == replace(whole.archive, upload="")
        assert step.found == whole.found


def _of(bucket: Bucket) -> Reader:
    return copied([*bucket.bodies, "tenants/acme/meetings/deleted.vtt"])


class Forgetful(Bucket):
    """Keeps of parts only how many bytes there were."""

    def put_part(self, key: str, upload: str, number: int, body: bytes) -> None:
        super().put_part(key, upload, number, b"")
        self.reads += len(body)

    def complete(self, key: str, upload: str, parts: int) -> None:
        pass


def test_a_large_tenant_takes_no_more_memory_than_some_parts() -> None:
    bucket, read = Forgetful(), lambda at: [{"run": n, "text": noise(100 * at + n, 1000)} for n in range(100)]
    readers = {"runs": numbered(150, read)}
    tracemalloc.start()
    step = finished(exporting(bucket, readers, TIME / 70), first("runs"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert step.found[0].items == 15_000
    assert step.found[0].bytes > 15_000_000
    assert step.archive.goes > 2
    assert peak < 16 * PART
