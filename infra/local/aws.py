"""How to reach the local cloud with boto3."""

from typing import Any

from botocore.config import Config

from infra.local.ministack import CREDENTIALS


def options(endpoint: str) -> dict[str, Any]:
    """Return the arguments of `boto3.client` for this endpoint; the user's own settings play no part."""
    config = Config(
        proxies={},
        inject_host_prefix=False,
        s3={"addressing_style": "path"},
        retries={"total_max_attempts": 2},
    )
    return {"endpoint_url": endpoint, "config": config, **CREDENTIALS}


def environment(endpoint: str) -> dict[str, str]:
    """Return the environment with which an AWS client of another process finds this endpoint."""
    return {
        "AWS_ACCESS_KEY_ID": CREDENTIALS["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": CREDENTIALS["aws_secret_access_key"],
        "AWS_DEFAULT_REGION": CREDENTIALS["region_name"],
        "AWS_ENDPOINT_URL": endpoint,
    }
