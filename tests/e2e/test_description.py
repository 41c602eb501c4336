"""Generated requests, well-formed or not, get what the description promises: never a fault, never another shape."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from infra.local.cloud import Cloud
from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.endpoints import DESCRIBED
from quarterdeck.rest.openapi import document
from tests.e2e.tenants import key_of

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
SCHEMA = schemathesis.openapi.from_dict(document(DESCRIBED))
WORKFLOWS = {"/v1/knowledge/sync", "/v1/questions", "/v1/meetings"}
"""Routes that start a workflow with each request; theirs are fewer."""


@pytest.fixture(scope="module")
def key(cloud: Cloud) -> str:
    """The key of a tenant that generated requests may do anything to."""
    return key_of(cloud, "described")


@pytest.mark.parametrize("endpoint", DESCRIBED, ids=lambda each: each.name)
def test_a_route_keeps_to_its_description(endpoint: Endpoint, cloud: Cloud, key: str) -> None:
    operation = SCHEMA[endpoint.path][endpoint.method]
    cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode])

    @settings(
        max_examples=3 if endpoint.path in WORKFLOWS else 6,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def check(case: Case[Any]) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        case.call_and_validate(
            base_url=cloud.url, headers=headers, checks=CHECKS, timeout=60, allow_redirects=False
        )

    check()


def test_the_description_is_served(cloud: Cloud) -> None:
    served = httpx.get(f"{cloud.url}/v1/openapi.json", timeout=30)
    assert served.headers["content-type"] == "application/json"
    assert served.json() == document(DESCRIBED)
