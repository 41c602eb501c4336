"""The description is OpenAPI 3.1, of every route and of nothing else."""

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from quarterdeck.rest.endpoint import Endpoint
from quarterdeck.rest.endpoints import DESCRIBED as ENDPOINTS
from quarterdeck.rest.openapi import document

DOCUMENT = document(ENDPOINTS, "https://api.example.com/live")


def test_the_description_is_valid() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_route_is_described_once() -> None:
    described = {(m.upper(), path) for path, methods in DOCUMENT["paths"].items() for m in methods}
    assert described == {(each.method, each.path) for each in ENDPOINTS}
    names = [each.name for each in ENDPOINTS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: each.name)
def test_a_route_says_what_it_takes_and_gives(endpoint: Endpoint) -> None:
    operation = DOCUMENT["paths"][endpoint.path][endpoint.method.lower()]
    assert operation["summary"].endswith(".")
    assert ("security" in operation) is (endpoint.may is not None)
    assert ("requestBody" in operation) is (endpoint.body is not None)
    assert {str(endpoint.status), "429", "503", "default"} <= set(operation["responses"])
    assert ("401" in operation["responses"]) is (endpoint.may is not None)
    assert ("415" in operation["responses"]) is (endpoint.body is not None)
    assert ("404" in operation["responses"]) is ("{" in endpoint.path)
