"""Which meetings' uploads a notification of the bucket tells of."""

import json
import re
from urllib.parse import unquote_plus

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId, tenant_id

_KEY = re.compile(r"tenants/([^/]+)/meetings/([^/]+)/upload\.raw")


class Arrival(Struct, frozen=True):
    """An upload that is in the bucket."""

    tenant: TenantId
    meeting_id: str


def arrivals(body: str) -> list[Arrival]:
    """Return the uploads named in an S3 event notification; S3's own test message names none."""
    keys = (unquote_plus(record["s3"]["object"]["key"]) for record in json.loads(body).get("Records", []))
    matches = (_KEY.fullmatch(key) for key in keys)
    return [Arrival(tenant_id(match[1]), match[2]) for match in matches if match]
