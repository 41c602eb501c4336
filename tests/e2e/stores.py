"""All that the local cloud stores of a tenant, as one text."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import boto3

from infra.local.aws import options
from infra.local.cloud import Cloud

LOGS = {"OutboxTable", "AuditTable"}
"""Tables that are only added to."""


def stored(cloud: Cloud, tenant: str) -> str:
    """Return the tenant's rows, but for those of logs, its objects in all versions, and its passages."""
    return "\n".join([*rows(cloud, tenant), *bodies(cloud, tenant), *passages(cloud, tenant)])


def rows(cloud: Cloud, tenant: str) -> list[str]:
    dynamodb = boto3.client("dynamodb", **options(cloud.endpoint))
    tables = [name for key, name in cloud.outputs.items() if key.endswith("Table") and key not in LOGS]
    found = [row for table in tables for row in scanned(dynamodb, table)]
    return [json.dumps(row, default=str) for row in found if tenant in json.dumps(row, default=str)]


def scanned(dynamodb: Any, table: str) -> list[dict[str, Any]]:
    pages = dynamodb.get_paginator("scan").paginate(TableName=table)
    return [row for page in pages for row in page["Items"]]


def bodies(cloud: Cloud, tenant: str) -> list[str]:
    s3, bucket = boto3.client("s3", **options(cloud.endpoint)), cloud.outputs["BucketName"]
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=f"tenants/{tenant}/")
    versions = [each for page in pages for each in page.get("Versions", ())]
    return [
        s3.get_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])["Body"]
        .read()
        .decode("latin-1")
        for each in versions
    ]


def passages(cloud: Cloud, tenant: str) -> list[str]:
    path = cloud.outputs["SearchEndpoint"].removeprefix("sqlite://")
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT spans FROM passages WHERE tenant = ?", (tenant,)).fetchall()
    return [spans for (spans,) in found]
