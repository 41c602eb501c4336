"""Anchors: signed statements of where a tenant's lanes ended at one time, each holding the digest of the one before."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from msgspec import Struct

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit.chain import GENESIS, VERSION, digest, instant

Heads = Mapping[str, tuple[int, str]]
"""The number and hash of the newest entry of each lane, by the lane's number; empty lanes are left out."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """``signature`` is base64 of a DER-encoded ECDSA signature (P-256, SHA-256) of the digest."""

    tenant: str
    number: int
    at: str
    heads: Heads
    prev: str
    signature: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256, in hexadecimal digits, of all but the signature."""
        heads: dict[str, Any] = {lane: list(head) for lane, head in self.heads.items()}
        return digest(
            {
                "v": VERSION,
                "tenant": self.tenant,
                "number": self.number,
                "at": self.at,
                "heads": heads,
                "prev": self.prev,
            }
        )


class Signer(Protocol):
    """Signs with a key that nobody can read."""

    def sign(self, sha256: bytes) -> bytes:
        """Return the DER-encoded ECDSA signature (P-256) of the digest."""
        ...


class Anchorage(Protocol):
    """Keeps anchors, each for good."""

    def put(self, anchor: Anchor) -> None:
        """Keep the anchor.

        Raises:
            Conflict: there is one of its number already.
        """
        ...

    def newest(self, tenant: TenantId) -> Anchor | None:
        """Return the tenant's newest anchor."""
        ...

    def page(self, tenant: TenantId, *, limit: int, before: int | None) -> list[Anchor]:
        """Return up to ``limit`` anchors, newest first, of lower numbers than ``before``."""
        ...


class Anchoring(Struct, frozen=True):
    signer: Signer
    anchorage: Anchorage
    clock: Clock

    def anchor(self, tenant: TenantId, heads: Callable[[TenantId], Heads]) -> Anchor | None:
        """Sign where the lanes end now and keep it; None where nothing was added since the last anchor.

        Raises:
            Conflict: another anchor was put at this moment.
        """
        last = self.anchorage.newest(tenant)
        found = heads(tenant)
        if last and dict(last.heads) == dict(found):
            return None
        unsigned = Anchor(
            tenant=tenant,
            number=last.number + 1 if last else 1,
            at=instant(self.clock.now()),
            heads=found,
            prev=last.digest if last else GENESIS,
        )
        signature = self.signer.sign(bytes.fromhex(unsigned.digest))
        signed = replace(unsigned, signature=base64.b64encode(signature).decode())
        self.anchorage.put(signed)
        return signed
