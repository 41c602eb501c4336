"""Archives written in one direction are read by anybody, however many files they have and wherever these begin."""

import io
import zipfile

from quarterdeck.platform.zipping import Member, listing, packing

FAR = 5 << 30


class Behind(io.RawIOBase):
    """A file whose bytes stand behind so many zeros, which take no room."""

    def __init__(self, zeros: int, body: bytes) -> None:
        self._zeros, self._body, self._at = zeros, body, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = io.SEEK_SET) -> int:
        starts = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._zeros + len(self._body)}
        self._at = starts[whence] + to
        return self._at

    def read(self, size: int = -1) -> bytes:
        start = self._at - self._zeros
        assert start >= 0, "nobody needs to read what is before the archive"
        found = self._body[start:] if size < 0 else self._body[start : start + size]
        self._at += len(found)
        return found


def archive(files: dict[str, list[bytes]], offset: int = 0) -> bytes:
    body, members = bytearray(), list[Member]()
    for name, pieces in files.items():
        for piece in packing(name, offset + len(body), pieces, members.append):
            body += piece
    return bytes(body) + b"".join(listing(members, offset + len(body)))


def test_files_come_out_as_they_went_in() -> None:
    files = {"ä/Übersicht.json": [b"{", b"}" * 100_000], "empty": [], "b": [b"x"]}
    with zipfile.ZipFile(io.BytesIO(archive(files))) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == {
            name: b"".join(pieces) for name, pieces in files.items()
        }


def test_an_archive_may_be_empty() -> None:
    assert zipfile.ZipFile(io.BytesIO(archive({}))).namelist() == []


def test_there_may_be_more_files_than_16_bits_count() -> None:
    number = 65_535
    files = {f"f{each}": [b"%d" % each] for each in range(number)}
    with zipfile.ZipFile(io.BytesIO(archive(files))) as found:
        assert len(found.namelist()) == number
        assert found.read(f"f{number - 1}") == b"%d" % (number - 1)


def test_files_may_begin_where_32_bits_do_not_reach() -> None:
    body = archive({"far": [b"away"], "farther": [b"still"]}, offset=FAR)
    with zipfile.ZipFile(Behind(FAR, body)) as found:
        assert found.testzip() is None
        assert [found.read(name) for name in found.namelist()] == [b"away", b"still"]
