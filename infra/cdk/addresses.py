"""Addresses of stages of API Gateway: of AWS's pattern, or below the one host of the local cloud."""

from typing import Literal

from aws_cdk import Aws

from infra.cdk.target import Target


def address_of(target: Target, api: str, stage: str, scheme: Literal["http", "ws"]) -> str:
    """Return the address of the API's stage, over TLS unless it is local."""
    if target.host:
        return f"{scheme}://{target.host}/_aws/execute-api/{api}/{stage}"
    return f"{scheme}s://{api}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}/{stage}"
