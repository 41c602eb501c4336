"""Clients of AWS services, made once a process, with short timeouts and bounded retries.

Botocore without boto3: the functions need plain clients only, and each of them pays for its imports.
"""

import threading
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, overload

from quarterdeck.kernel.settings import optional_setting

if TYPE_CHECKING:
    from botocore.session import Session
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient
    from mypy_boto3_sts import STSClient

OF_TENANTS = frozenset({"dynamodb", "s3"})
"""The services whose clients sign as the tenant for whom work is done (``platform.acting``)."""

_MAKING = threading.RLock()  # a session makes one client at a time


@overload
def client(
    service: Literal["apigatewaymanagementapi"], *, read_timeout: float = ..., attempts: int = ..., url: str
) -> "ApiGatewayManagementApiClient": ...
@overload
def client(
    service: Literal["dynamodb"], *, read_timeout: float = ..., attempts: int = ...
) -> "DynamoDBClient": ...
@overload
def client(service: Literal["events"], *, read_timeout: float = ...) -> "EventBridgeClient": ...
@overload
def client(service: Literal["kms"], *, read_timeout: float = ...) -> "KMSClient": ...
@overload
def client(service: Literal["lambda"], *, read_timeout: float = ...) -> "LambdaClient": ...
@overload
def client(service: Literal["s3"], *, read_timeout: float = ..., attempts: int = ...) -> "S3Client": ...
@overload
def client(
    service: Literal["secretsmanager"], *, read_timeout: float = ..., attempts: int = ...
) -> "SecretsManagerClient": ...
@overload
def client(service: Literal["sesv2"], *, read_timeout: float = ...) -> "SESV2Client": ...
@overload
def client(service: Literal["sqs"], *, read_timeout: float = ...) -> "SQSClient": ...
@overload
def client(
    service: Literal["stepfunctions"], *, read_timeout: float = ..., attempts: int = ...
) -> "SFNClient": ...
@overload
def client(service: Literal["sts"], *, read_timeout: float = ...) -> "STSClient": ...
def client(service: str, *, read_timeout: float = 5, attempts: int = 3, url: str | None = None) -> Any:
    """Return the client of a service, which tries so often.

    ``read_timeout`` is in seconds; ``url`` is for a service that has no address of its own.
    """
    with _MAKING:
        return _made(service, read_timeout, attempts, url)


@cache
def session(service: str) -> "Session":
    """Return the session that the service's clients are made in.

    All have one, as a session loads its descriptions for 100 ms. Where the function has a tenant role, those of
    tenants' services have another, with tenants' credentials.
    """
    own = _own_session()
    role = optional_setting("TENANT_ROLE_ARN")
    return _tenant_session(own, role) if role and service in OF_TENANTS else own


@cache
def _own_session() -> "Session":
    from botocore.session import get_session  # noqa: PLC0415 - 110 ms that the fast path of a handler may not need

    return get_session()


@cache
def _tenant_session(own: "Session", role: str) -> "Session":
    from botocore.session import get_session  # noqa: PLC0415

    from quarterdeck.platform.tenant_credentials import TenantProvider  # noqa: PLC0415

    made = get_session()
    made.register_component("data_loader", own.get_component("data_loader"))
    made.register_component(
        "credential_provider", TenantProvider(own.get_credentials, role, lambda: client("sts"))
    )
    return made


@cache
def _made(service: str, read_timeout: float, attempts: int, url: str | None) -> Any:
    from botocore.config import Config  # noqa: PLC0415

    config = Config(
        connect_timeout=1,
        read_timeout=read_timeout,
        retries={"mode": "standard", "max_attempts": attempts},
        s3={"addressing_style": "path"},
        # Links to objects under a KMS key, or with headers of the response in them, need version 4.
        signature_version="s3v4" if service == "s3" else None,
    )
    return session(service).create_client(service, config=config, endpoint_url=url)
