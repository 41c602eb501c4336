"""Clients of AWS services, made once a process, with short timeouts and bounded retries.

Botocore without boto3: the functions need plain clients only, and each of them pays for its imports.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient


@overload
def client(
    service: Literal["dynamodb"], *, read_timeout: float = ..., attempts: int = ...
) -> "DynamoDBClient": ...
@overload
def client(service: Literal["events"], *, read_timeout: float = ...) -> "EventBridgeClient": ...
@overload
def client(service: Literal["s3"], *, read_timeout: float = ..., attempts: int = ...) -> "S3Client": ...
@overload
def client(
    service: Literal["secretsmanager"], *, read_timeout: float = ..., attempts: int = ...
) -> "SecretsManagerClient": ...
@overload
def client(service: Literal["sqs"], *, read_timeout: float = ...) -> "SQSClient": ...
@overload
def client(
    service: Literal["stepfunctions"], *, read_timeout: float = ..., attempts: int = ...
) -> "SFNClient": ...
def client(service: str, *, read_timeout: float = 5, attempts: int = 3) -> Any:
    """Return the client of a service; ``read_timeout`` in seconds, and how often it tries."""
    return _made(service, read_timeout, attempts)


@cache
def _made(service: str, read_timeout: float, attempts: int) -> Any:
    from botocore.config import Config  # noqa: PLC0415 - 110 ms that the fast path of a handler may not need
    from botocore.session import get_session  # noqa: PLC0415

    config = Config(
        connect_timeout=1,
        read_timeout=read_timeout,
        retries={"mode": "standard", "max_attempts": attempts},
        s3={"addressing_style": "path"},
        # Links to objects under a KMS key, or with headers of the response in them, need version 4.
        signature_version="s3v4" if service == "s3" else None,
    )
    return get_session().create_client(service, config=config)
