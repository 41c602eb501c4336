"""A tenant whose base is in an Airtable on this machine, and the knowledge context at work on real tables."""

import os
from collections.abc import Iterator
from uuid import uuid4

import boto3
import pytest

from infra.local import aws
from infra.local.ministack import free_port, running_ministack
from tests.integration.knowledge.world import World

TABLES = ("knowledge", "outbox")


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """DynamoDB and S3 with the tables under their logical names, for the package in this process."""
    with running_ministack(free_port(), tmp_path_factory.mktemp("tables")) as endpoint:
        dynamodb = boto3.client("dynamodb", **aws.options(endpoint))
        for name in TABLES:
            dynamodb.create_table(
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
        with pytest.MonkeyPatch.context() as patch:
            for name, value in aws.environment(endpoint).items():
                patch.setenv(name, value)
            for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
                patch.delenv(name)
            yield


@pytest.fixture
def world(tables: None) -> Iterator[World]:  # noqa: ARG001 - it must run
    with World(f"t-{uuid4().hex[:12]}").running() as made:
        yield made
