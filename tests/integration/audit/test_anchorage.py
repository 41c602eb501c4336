"""Anchors are kept in order and for good, and signed by KMS in a way that a client can check."""

from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.audit import reading
from quarterdeck.platform.audit.anchorage import S3Anchorage
from quarterdeck.platform.audit.anchors import Anchorage, Anchoring, Heads
from quarterdeck.platform.audit.kms import KmsKey
from quarterdeck.platform.audit.model import Origin
from quarterdeck.platform.audit.origins import Origins, find
from quarterdeck.platform.audit.rows import OriginRow
from quarterdeck.platform.audit.writing import record
from quarterdeck.platform.aws import client
from tests.support.clocks import StillClock
from tests.support.signing import ALGORITHM, OwnKey
from tests.support.tables import BUCKET
from tests.unit.audit.trails import MemoryAnchorage, entry


@pytest.fixture(params=["s3", "memory"])
def anchorage(request: pytest.FixtureRequest, tables: None) -> Anchorage:  # noqa: ARG001
    return S3Anchorage(BUCKET) if request.param == "s3" else MemoryAnchorage()


def test_anchors_follow_one_another_and_are_read_newest_first(anchorage: Anchorage, tenant: TenantId) -> None:
    anchoring = Anchoring(OwnKey(), anchorage, StillClock())
    heads: list[Heads] = [{"00": (number, f"{number:064}")} for number in range(1, 13)]
    made = [anchoring.anchor(tenant, partial(_at, each)) for each in heads]
    assert anchorage.newest(tenant) == made[-1]
    assert anchorage.page(tenant, limit=100, before=None) == made[::-1]
    assert [a.number for a in anchorage.page(tenant, limit=2, before=11)] == [10, 9]
    assert [b.prev for b in made[1:] if b] == [a.digest for a in made[:-1] if a]


def test_an_anchor_is_never_replaced(anchorage: Anchorage, tenant: TenantId) -> None:
    first = Anchoring(OwnKey(), anchorage, StillClock()).anchor(tenant, lambda _: {"00": (1, "1" * 64)})
    assert first
    with pytest.raises(Conflict):
        anchorage.put(first)


def test_without_news_there_is_no_anchor(anchorage: Anchorage, tenant: TenantId) -> None:
    anchoring = Anchoring(OwnKey(), anchorage, StillClock())
    record(entry(1, tenant))
    assert anchoring.anchor(tenant, reading.heads)
    assert anchoring.anchor(tenant, reading.heads) is None
    record(entry(2, tenant))
    assert anchoring.anchor(tenant, reading.heads)


def test_kms_signs_what_its_public_key_confirms(tables: None) -> None:  # noqa: ARG001
    made = client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
    key = KmsKey(made["Arn"])
    public = load_der_public_key(key.public())
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(key.sign(b"\x01" * 32), b"\x01" * 32, ALGORITHM)


def test_an_origin_is_found_until_it_is_erased_and_says_when_it_was_changed(tenant: TenantId) -> None:
    origins = Origins(StillClock())
    digest = origins.of(tenant, "192.0.2.7", "agent/1")
    assert digest == origins.of(tenant, "192.0.2.7", "agent/1") != origins.of(tenant, "192.0.2.8", "agent/1")
    assert find(tenant, digest) == Origin("192.0.2.7", "agent/1")
    row = OriginRow.get(f"TENANT#{tenant}#ORIGIN", digest)
    row.update(actions=[OriginRow.ip.set("198.51.100.1")])
    assert find(tenant, digest) is None
    row.delete()
    assert find(tenant, digest) is None


def test_an_origin_that_was_erased_with_a_colleagues_is_kept_again_within_the_hour(tenant: TenantId) -> None:
    clock = StillClock()
    origins = Origins(clock)
    digest = origins.of(tenant, "192.0.2.7", "agent/1")
    OriginRow.get(f"TENANT#{tenant}#ORIGIN", digest).delete()
    clock.move(hours=1)
    again = origins.of(tenant, "192.0.2.7", "agent/1")
    assert again != digest
    assert find(tenant, again) == Origin("192.0.2.7", "agent/1")


def _at(heads: Heads, _tenant: TenantId) -> Heads:
    return heads
