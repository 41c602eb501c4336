"""Tables and a bucket on an emulator, for the package at work in this process."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import boto3

from infra.local import aws
from infra.local.ministack import free_port, running_ministack
from quarterdeck.platform.aws import client
from tests.support.clients import fresh_clients

BUCKET = "objects"


@contextmanager
def running_tables(folder: Path, names: Collection[str]) -> Iterator[None]:
    """Make the tables, under their logical names, and the bucket; the process's environment points to them."""
    with running_ministack(free_port(), folder) as endpoint:
        boto3.client("s3", **aws.options(endpoint)).create_bucket(Bucket=BUCKET)
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        with patch.dict(os.environ, kept | aws.environment(endpoint), clear=True), fresh_clients():
            for name in names:
                make_table(name)
            yield


def make_table(name: str) -> None:
    """Make a table of the shape that all have."""
    client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
    )
