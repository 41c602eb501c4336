"""Connects to OpenSearch with bounded patience, signing requests where the domain is AWS's."""

from urllib.parse import urlsplit

from botocore.session import Session
from opensearchpy import OpenSearch, Urllib3AWSV4SignerAuth

from quarterdeck.kernel.errors import Unavailable

_AWS_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".on.aws")
_SECONDS = 10
_RETRIES = 2


def connect(url: str, *, seconds: float = _SECONDS, retries: int = _RETRIES) -> OpenSearch:
    """Return a client of the cluster at the URL. Retries are safe: every write names its document.

    Raises:
        Unavailable: the URL is an AWS domain's and there are no AWS credentials.
    """
    return OpenSearch(
        hosts=[url],
        http_auth=_signer() if _is_aws(url) else None,
        timeout=seconds,
        max_retries=retries,
        retry_on_timeout=retries > 0,
    )


def _is_aws(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(_AWS_DOMAINS)


def _signer() -> Urllib3AWSV4SignerAuth:
    session = Session()
    credentials = session.get_credentials()
    if credentials is None:
        raise Unavailable("there are no AWS credentials to sign requests to the search domain with")
    return Urllib3AWSV4SignerAuth(credentials, session.get_config_variable("region"), "es")
