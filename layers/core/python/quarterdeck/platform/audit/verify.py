"""Checking a trail against itself and its anchors: pure, so that whoever doubts the server can do it elsewhere.

It finds every entry that was changed, removed, swapped, doubled or slipped in, and lanes that were cut off or written
anew before their last anchor. What it can't find: entries that a writer with the right to add them made up, and the end
of a lane after its last anchor going missing (``unanchored`` counts what is there of it).
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field

from quarterdeck.platform.audit.anchors import Anchor
from quarterdeck.platform.audit.chain import GENESIS, VERSION, Sealed, digest

IsSigned = Callable[[bytes, bytes], bool]
"""Tells whether a signature (second) is the anchors' key's, of this SHA-256 digest (first)."""


class Break(Struct, frozen=True):
    """The first thing that is wrong: ``where`` names a lane and number or an anchor, ``what`` says what is wrong."""

    where: str
    what: str


class Report(Struct, frozen=True):
    """How many entries and anchors were looked at until the end or the break; ``unanchored`` have no anchor yet."""

    entries: int
    anchors: int
    unanchored: int
    broken: Break | None = None


class _Broken(Exception):
    def __init__(self, where: str, what: str) -> None:
        super().__init__(where, what)
        self.found = Break(where, what)


class _Check(Struct):
    tenant: str
    is_signed: IsSigned
    entries: int = 0
    anchors: int = 0
    heads: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    """The hashes that anchors expect, by lane and number, each with the anchor's number."""
    last: dict[int, int] = field(default_factory=dict)
    """The highest anchored number of each lane."""

    def check_anchors(self, anchors: Iterable[Anchor]) -> None:
        before: Anchor | None = None
        for anchor in anchors:
            self._check_anchor(anchor, before)
            before = anchor
            self.anchors += 1

    def check_lane(self, lane: int, entries: Iterable[Sealed]) -> int:
        """Return how many entries of the lane are newer than its last anchor."""
        seq, prev = 0, GENESIS
        for sealed in entries:
            seq += 1
            self._check_entry(sealed, lane, seq, prev)
            prev = sealed.hash
            self.entries += 1
        missing = self.last.get(lane, 0) - seq
        if missing > 0:
            raise _Broken(_place(lane, seq + 1), f"the lane's last {missing} anchored entries are missing")
        return seq - self.last.get(lane, 0)

    def check_none_is_gone(self, lanes: Iterable[int]) -> None:
        gone = set(self.last) - set(lanes)
        if gone:
            raise _Broken(_place(min(gone), 1), "the lane has anchors and is missing")

    def _check_anchor(self, anchor: Anchor, before: Anchor | None) -> None:
        where, number = f"anchor {anchor.number}", before.number + 1 if before else 1
        if anchor.number != number:
            raise _Broken(f"anchor {number}", f"it is missing: the next one is {anchor.number}")
        if anchor.tenant != self.tenant:
            raise _Broken(where, f"it is of another tenant, {anchor.tenant}")
        if not self.is_signed(bytes.fromhex(anchor.digest), _decoded(anchor.signature)):
            raise _Broken(where, "its signature is not valid")
        if anchor.prev != (before.digest if before else GENESIS):
            raise _Broken(where, "it doesn't follow on the anchor before it")
        for lane, (seq, sha256) in anchor.heads.items():
            self.heads.setdefault((int(lane), seq), {}).setdefault(sha256, anchor.number)
            self.last[int(lane)] = max(seq, self.last.get(int(lane), 0))

    def _check_entry(self, sealed: Sealed, lane: int, seq: int, prev: str) -> None:
        where, body = _place(lane, seq), sealed.body
        if body.get("seq") != seq:
            raise _Broken(where, f"it is missing: entry {body.get('seq')} stands in its place")
        if (body.get("tenant"), body.get("lane"), body.get("v")) != (self.tenant, lane, VERSION):
            raise _Broken(where, "it belongs elsewhere: tenant, lane or version is another")
        if _digest(body) != sealed.hash:
            raise _Broken(where, "it was changed: its hash is another")
        if body.get("prev") != prev:
            raise _Broken(where, "it doesn't follow on the entry before it")
        for sha256, number in self.heads.get((lane, seq), {}).items():
            if sha256 != sealed.hash:
                raise _Broken(where, f"it was written anew: anchor {number} knows another entry here")


def verify(
    tenant: str, lanes: Mapping[int, Iterable[Sealed]], anchors: Iterable[Anchor], is_signed: IsSigned
) -> Report:
    """Return what was found: lanes give their entries, and anchors come, from the oldest to the newest.

    Anchors are to be read first: entries that are added meanwhile are newer than all of them.
    """
    check = _Check(tenant, is_signed)
    try:
        check.check_anchors(anchors)
        unanchored = sum(check.check_lane(lane, entries) for lane, entries in lanes.items())
        check.check_none_is_gone(lanes)
    except _Broken as broken:
        return Report(check.entries, check.anchors, 0, broken.found)
    return Report(check.entries, check.anchors, unanchored)


def _digest(body: Mapping[str, object]) -> str | None:
    try:
        return digest(body)
    except ValueError:  # what can't be hashed was never hashed: rfc8785's errors are of this kind
        return None


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _place(lane: int, seq: int) -> str:
    return f"lane {lane}, entry {seq}"
