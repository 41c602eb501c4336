"""ZIP archives written in one direction, by writers that may stop after any file and go on elsewhere.

A file's figures follow its bytes (a data descriptor), so it is packed while it is read. The list at the end is made of
the ``Member`` of each file, which whoever packs keeps. Files are below 4 GiB; the archive may be larger (ZIP64).
"""

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

_FLAGS = 1 << 3 | 1 << 11
"""A data descriptor follows; names are in UTF-8."""

_DEFLATED = 8
_SINCE_2, _SINCE_4_5 = 20, 45
_UNIX = 3 << 8
_DAY = 1 << 5 | 1
"""1 January 1980, the first day there is: what is in an archive says by itself when it is from."""

_PLAIN_FILE = 0o100600 << 16
_MOST_16, _MOST_32 = 0xFFFF, 0xFFFFFFFF


class Member(Struct, frozen=True):
    """A file that begins at ``offset`` in its archive; ``crc`` and ``sha256`` are of its ``size`` unpacked bytes."""

    name: str
    offset: int
    size: int
    packed: int
    crc: int
    sha256: str


def packing(
    name: str, offset: int, pieces: Iterable[bytes], keep: Callable[[Member], None]
) -> Iterator[bytes]:
    """Yield the file of these pieces as it stands in an archive at the offset, then ``keep`` what the list needs."""
    encoded, deflate = name.encode(), zlib.compressobj(wbits=-zlib.MAX_WBITS)
    crc, size, packed, sha256 = 0, 0, 0, hashlib.sha256()
    header = (_SINCE_2, _FLAGS, _DEFLATED, 0, _DAY, 0, 0, 0, len(encoded), 0)
    yield struct.pack("<4s5H3L2H", b"PK\3\4", *header) + encoded
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        sha256.update(piece)
        deflated = deflate.compress(piece)
        packed += len(deflated)
        yield deflated
    rest = deflate.flush()
    packed += len(rest)
    yield rest + struct.pack("<4s3L", b"PK\7\x08", crc, packed, size)
    keep(Member(name, offset, size, packed, crc, sha256.hexdigest()))


def listing(members: Iterable[Member], offset: int) -> Iterator[bytes]:
    """Yield the end of the archive, which begins at the offset: the list of all its files."""
    number = size = 0
    for member in members:
        entry = _entry(member)
        number, size = number + 1, size + len(entry)
        yield entry
    if number >= _MOST_16 or offset + size >= _MOST_32:
        yield _large_end(number, size, offset)
    figures = (min(number, _MOST_16), min(number, _MOST_16), min(size, _MOST_32), min(offset, _MOST_32))
    yield struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *figures, 0)


def _entry(member: Member) -> bytes:
    name, is_far = member.name.encode(), member.offset >= _MOST_32
    extra = struct.pack("<2HQ", 1, 8, member.offset) if is_far else b""
    since = _SINCE_4_5 if is_far else _SINCE_2
    how = (_UNIX | since, since, _FLAGS, _DEFLATED, 0, _DAY)
    figures = (member.crc, member.packed, member.size)
    place = (len(name), len(extra), 0, 0, 0, _PLAIN_FILE, min(member.offset, _MOST_32))
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", *how, *figures, *place) + name + extra


def _large_end(number: int, size: int, offset: int) -> bytes:
    figures = (_UNIX | _SINCE_4_5, _SINCE_4_5, 0, 0, number, number, size, offset)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, *figures)
    return end + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
