"""The running local cloud, shared by all tests that need it.

Under xdist they run in one worker, so that it is started once, but for the attacks, which have one of their own; the
others keep the other cores busy.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from infra.local.cloud import (
    SLACK_SECRET,
    SLACK_TEAM,
    WIDE_LIMITS,
    Choices,
    Cloud,
    running_cloud,
)
from infra.local.products import DemoAirtable, connect_demo, demo_airtable, first_snapshot, start_sync
from infra.local.seed import seed
from tests.support.oidc_provider import OidcProvider
from tests.support.slack_api import SlackApi

settings.register_profile("quarterdeck", deadline=None)  # no test depends on how quick the machine is
settings.load_profile("quarterdeck")

SHARED = {
    "cloud": "cloud",
    "demo": "cloud",
    "products": "cloud",
    "stand_in_layers": "infra",
    "tables": "tables",
}
"""Fixtures that are costly to start, and the xdist group of the tests that use them."""

ATTACKS = Path(__file__).parent / "security"

_LONGEST_NAME = 60

FLOODED = """
[tenants.flooded.read]
subject = { per_minute = 1, burst = 5 }
tenant = { per_minute = 600, burst = 60 }
open = true
"""
"""A tenant of the local cloud whose people may read five times and then once a minute."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        groups = {SHARED[name] for name in getattr(item, "fixturenames", ()) if name in SHARED}
        for group in groups:
            attacks = group == "cloud" and ATTACKS in item.path.parents
            item.add_marker(pytest.mark.xdist_group("attacked cloud" if attacks else group))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a long text by its beginning: each worker tells all names, and a text may have twenty megabytes."""
    return str(val[:_LONGEST_NAME]) if isinstance(val, str | bytes) and len(val) > _LONGEST_NAME else None


@pytest.fixture(scope="session")
def slack_api() -> Iterator[SlackApi]:
    """The Slack that the local cloud posts to."""
    with SlackApi(tokens={SLACK_SECRET[f"bot_token.{SLACK_TEAM}"]}) as slack:
        yield slack


@pytest.fixture(scope="session")
def airtable() -> Iterator[DemoAirtable]:
    """The Airtable in which the demo tenant keeps its products."""
    with demo_airtable() as running:
        yield running


@pytest.fixture(scope="session")
def oidc() -> Iterator[OidcProvider]:
    """The identity provider that people sign in at, before Cognito."""
    with OidcProvider() as running:
        yield running


@pytest.fixture(scope="session")
def cloud(
    slack_api: SlackApi, airtable: DemoAirtable, oidc: OidcProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cloud]:
    """The whole suite on this machine with the demo tenant, which has no meetings and no products yet."""
    choices = Choices(
        folder=tmp_path_factory.mktemp("cloud"),
        slack_api_url=slack_api.url,
        airtable_api_url=airtable.url,
        oidc_issuers=f"{json.dumps(oidc.described)},",
        for_demo=True,
        limits=WIDE_LIMITS + FLOODED,
    )
    with running_cloud(choices) as running:
        yield running


@pytest.fixture(scope="session")
def demo(cloud: Cloud) -> Cloud:
    """The local cloud once the demo meetings are in it."""
    with cloud.api() as api:
        seed(api)
    return cloud


@pytest.fixture(scope="session")
def products(cloud: Cloud, airtable: DemoAirtable) -> Cloud:
    """The local cloud once the demo's products are in a snapshot."""
    connect_demo(airtable, cloud.operator, cloud.url)
    with cloud.api() as api:
        start_sync(api)
        first_snapshot(api)
    return cloud
