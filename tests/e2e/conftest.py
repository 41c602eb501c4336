"""What end-to-end tests talk to."""

from collections.abc import Iterator

import httpx
import pytest

from infra.local.cloud import Cloud


@pytest.fixture(scope="session")
def api(demo: Cloud) -> Iterator[httpx.Client]:
    """The API of the local cloud with the demo meetings in it, with the demo tenant's key."""
    with demo.api() as client:
        yield client


@pytest.fixture(scope="session")
def demo_url(demo: Cloud) -> str:
    """Where the API is, for callers without a key."""
    return demo.url
