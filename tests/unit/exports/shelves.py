"""Where archives are put, in memory: a multi-part upload as S3 has it, and ways to break off at a write."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.objects import MemoryObjects

SMALLEST_PART = 64 << 10


class Killed(Exception):
    """The process is gone."""


@dataclass
class Bucket(MemoryObjects):
    """``uploads`` has the parts of each upload; ``writes`` counts, and ``dies_at`` is the write that never returns."""

    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)
    writes: int = 0
    dies_at: int = 0

    def put(self, key: str, body: bytes) -> None:
        self._write()
        super().put(key, body)

    def pieces(self, key: str) -> Iterator[bytes]:
        body = self.get(key)
        return (body[at : at + 1000] for at in range(0, len(body), 1000))

    def begin(self, key: str, media_type: str) -> str:
        assert media_type == "application/zip"
        self._write()
        upload = f"{key}@{len(self.uploads)}"
        self.uploads[upload] = {}
        return upload

    def put_part(self, key: str, upload: str, number: int, body: bytes) -> None:
        assert upload.startswith(key)
        self._write()
        self.uploads[upload][number] = body

    def complete(self, key: str, upload: str, parts: int) -> None:
        self._write()
        bodies = [self.uploads[upload][number] for number in range(1, parts + 1)]
        assert all(len(body) >= SMALLEST_PART for body in bodies[:-1])
        self.bodies[key] = b"".join(bodies)

    def _write(self) -> None:
        self.writes += 1
        if self.writes == self.dies_at:
            raise Killed
