"""The audit trail: where requests come from, its anchors and their key, and the refusals that go into it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.platform.audit.anchorage import S3Anchorage
    from quarterdeck.platform.audit.anchors import Anchoring
    from quarterdeck.platform.audit.kms import KmsKey
    from quarterdeck.platform.audit.model import Actor
    from quarterdeck.platform.audit.origins import Origins


@cache
def origins() -> Origins:
    from quarterdeck.platform.audit.origins import Origins

    return Origins(CLOCK)


def note(actor: Actor, action: str, target: str) -> None:
    """Add an entry of what has no transaction of its own, such as a look at a file."""
    from quarterdeck.kernel.ids import UlidIds
    from quarterdeck.platform.audit.model import Entry
    from quarterdeck.platform.audit.writing import record

    record(Entry(UlidIds().new("aud"), CLOCK.now(), actor, action, target))


@cache
def anchor_key() -> KmsKey:
    from quarterdeck.platform.audit.kms import KmsKey

    return KmsKey(setting("AUDIT_KEY_ARN"))


@cache
def anchorage() -> S3Anchorage:
    from quarterdeck.platform.audit.anchorage import S3Anchorage

    return S3Anchorage(setting("BUCKET_ANCHORS"))


@cache
def anchoring() -> Anchoring:
    from quarterdeck.platform.audit.anchors import Anchoring

    return Anchoring(anchor_key(), anchorage(), CLOCK)
