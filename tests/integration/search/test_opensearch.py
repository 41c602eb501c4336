"""What is particular to the index on OpenSearch; what it shares with every index is in test_index.py."""

import socket

import pytest

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.services.search.factory import open_index
from quarterdeck.services.search.opensearch_client import connect
from quarterdeck.services.search.opensearch_mapping import VectorField, index_body
from tests.integration.search.conftest import OPENSEARCH_URL, Directions


def test_the_suite_of_every_index_ran_on_a_real_node(request: pytest.FixtureRequest) -> None:
    if not OPENSEARCH_URL:
        pytest.skip("OPENSEARCH_URL is not set: the OpenSearch adapter was not tested against a node")
    assert connect(request.getfixturevalue("opensearch")).ping()


def test_a_node_that_does_not_answer_is_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unavailable, match="does not answer"):
        open_index(f"http://127.0.0.1:{port}", Directions())


@pytest.mark.parametrize("space", ["innerproduct", "cosinesimil", "l2"])
@pytest.mark.parametrize("product", [-0.5, 0.0, 0.25, 1.0])
def test_a_score_of_any_space_reads_as_an_inner_product(space: str, product: float) -> None:
    score = {
        "innerproduct": product + 1 if product >= 0 else 1 / (1 - product),
        "cosinesimil": (1 + product) / 2,
        "l2": 1 / (1 + 2 - 2 * product),
    }[space]
    assert VectorField("m", 3, space=space).similarity(score) == pytest.approx(product)


def test_the_engine_and_the_model_are_settings() -> None:
    body = index_body(VectorField("some-model", 768, engine="faiss", space="l2"))
    vector = body["mappings"]["properties"]["vector"]
    assert (vector["dimension"], vector["method"]["engine"], vector["method"]["space_type"]) == (
        768,
        "faiss",
        "l2",
    )
    assert body["mappings"]["_meta"] == {"model": "some-model", "dimension": 768}


def test_requests_to_an_aws_domain_are_signed_and_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    signed = _headers("https://search-x.eu-west-1.es.amazonaws.com")
    assert "/eu-west-1/es/aws4_request" in signed["Authorization"]
    assert "Authorization" not in _headers("http://127.0.0.1:9200")


def _headers(url: str) -> dict[str, str]:
    connection = connect(url).transport.get_connection()
    signer = getattr(connection, "http_auth", None)
    return signer("GET", f"{url}/_search", b"", {}) if callable(signer) else {}
