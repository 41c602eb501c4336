"""Anchors in a bucket of their own, which keeps every object for a year whatever anyone does (S3 Object Lock).

Names count down, so that the newest is listed first.
"""

from msgspec import Struct

from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId, tenant_path
from quarterdeck.platform.audit.anchors import Anchor
from quarterdeck.platform.aws import client

MOST = 10**10


class S3Anchorage(Struct, frozen=True):
    bucket: str

    def put(self, anchor: Anchor) -> None:
        s3 = client("s3")
        key, body = _key(TenantId(anchor.tenant), anchor.number), dump_json(anchor)
        try:
            s3.put_object(Bucket=self.bucket, Key=key, Body=body, IfNoneMatch="*")
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] not in {"PreconditionFailed", "ConditionalRequestConflict"}:
                raise
            raise Conflict(f"anchor {anchor.number} of {anchor.tenant} exists already") from error

    def newest(self, tenant: TenantId) -> Anchor | None:
        return next(iter(self.page(tenant, limit=1, before=None)), None)

    def page(self, tenant: TenantId, *, limit: int, before: int | None) -> list[Anchor]:
        after = _key(tenant, before) if before else _prefix(tenant)
        s3 = client("s3")
        found = s3.list_objects_v2(
            Bucket=self.bucket, Prefix=_prefix(tenant), StartAfter=after, MaxKeys=limit
        )
        bodies = (
            s3.get_object(Bucket=self.bucket, Key=item["Key"])["Body"].read()
            for item in found.get("Contents", [])
        )
        return [load_json(Anchor, body) for body in bodies]


def _prefix(tenant: TenantId) -> str:
    return tenant_path(tenant, "anchors/")


def _key(tenant: TenantId, number: int) -> str:
    return f"{_prefix(tenant)}{MOST - number:010}.json"
