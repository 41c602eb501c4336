"""Trails to verify: a tenant's as the API gives it; the installation's own, which no route shows, from AWS itself."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from cli.api import Api
from cli.errors import Failure, Misuse
from quarterdeck.kernel.errors import MissingSetting
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.audit.anchorage import S3Anchorage
from quarterdeck.platform.audit.anchors import Anchor
from quarterdeck.platform.audit.chain import Sealed
from quarterdeck.platform.audit.kms import KmsKey
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.model import INSTALLATION
from quarterdeck.platform.audit.reading import lane_page
from quarterdeck.platform.audit.views import anchor_of, sealed_of

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Trail:
    """Anchors and entries from the oldest to the newest; the key is the anchors', in base64."""

    tenant: str
    anchors: Iterable[Anchor]
    public_key: str
    lanes: Mapping[int, Iterable[Sealed]]


def of_tenant(api: Api) -> Trail:
    """Return the trail of the tenant whose API key is used."""
    tenant, anchors, public_key = api.audit_anchors()
    lanes = {lane: map(sealed_of, api.audit_lane(lane)) for lane in range(LANES)}
    return Trail(tenant, map(anchor_of, anchors), public_key, lanes)


@contextmanager
def of_installation() -> Iterator[Trail]:
    """Give the trail of what belongs to no tenant, read with the AWS credentials of whoever operates the installation.

    Raises:
        Misuse: a setting that says where it is is missing.
        Failure: AWS refuses or doesn't answer.
    """
    try:
        anchorage, key = S3Anchorage(setting("BUCKET_ANCHORS")), KmsKey(setting("AUDIT_KEY_ARN"))
        setting("TABLE_AUDIT")  # where the rows are read from
        anchors, public_key = _anchors(anchorage), base64.b64encode(key.public()).decode()
        yield Trail(INSTALLATION, anchors, public_key, {lane: _entries(lane) for lane in range(LANES)})
    except MissingSetting as error:
        raise Misuse("Where is the trail?", f"{error}; it is an output of the stack Quarterdeck") from error
    except (BotoCoreError, ClientError, PynamoDBException) as error:
        raise Failure("AWS did not give the trail", str(error)) from error


def _anchors(anchorage: S3Anchorage) -> list[Anchor]:
    found: list[Anchor] = []
    while page := anchorage.page(INSTALLATION, limit=PAGE, before=found[-1].number if found else None):
        found += page
    return found[::-1]


def _entries(lane: int) -> Iterator[Sealed]:
    after: int | None = 0
    while after is not None:
        page, after = lane_page(INSTALLATION, lane, limit=PAGE, after=after)
        yield from page
