"""A missing object is told from a forbidden one, whichever way S3 says so."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform import aws
from quarterdeck.platform.objects import S3Objects
from tests.support.clients import fresh_clients

KEY = "tenants/acme/x"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "example")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with fresh_clients(), Stubber(aws.client("s3")) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def listing(s3: Stubber, *keys: str) -> None:
    found: dict[str, Any] = {"Contents": [{"Key": key} for key in keys]} if keys else {}
    s3.add_response("list_objects_v2", found, {"Bucket": "b", "Prefix": KEY, "MaxKeys": 1})


def test_no_such_key_is_not_found(s3: Stubber) -> None:
    s3.add_client_error("get_object", "NoSuchKey", http_status_code=404)
    with pytest.raises(NotFound):
        S3Objects("b").get(KEY)


@pytest.mark.parametrize("listed", [[], [f"{KEY}-of-another"]])
def test_a_refusal_of_what_is_not_there_is_not_found(s3: Stubber, listed: list[str]) -> None:
    s3.add_client_error("head_object", "403", http_status_code=403)
    listing(s3, *listed)
    with pytest.raises(NotFound):
        S3Objects("b").size(KEY)


def test_a_refusal_of_what_is_there_stays_one(s3: Stubber) -> None:
    s3.add_client_error("get_object", "AccessDenied", http_status_code=403)
    listing(s3, KEY)
    with pytest.raises(ClientError, match="AccessDenied"):
        S3Objects("b").get(KEY)


def test_another_failure_is_no_missing_object(s3: Stubber) -> None:
    s3.add_client_error("get_object", "SlowDown", http_status_code=503)
    with pytest.raises(ClientError, match="SlowDown"):
        S3Objects("b").get(KEY)
