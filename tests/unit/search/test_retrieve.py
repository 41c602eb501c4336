from collections.abc import Sequence
from pathlib import Path

import pytest

from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.chunk import chunk
from quarterdeck.services.search.embed import Vectors
from quarterdeck.services.search.factory import open_index
from quarterdeck.services.search.minilm import MiniLm
from quarterdeck.services.search.retrieve import Retriever

ACME = TenantId("acme")
FILLER = "We went through the list from last time and nobody had anything to add to it. " * 12
MEETINGS = {
    "security": [
        ("Ada", FILLER),
        ("Grace", "Our auditors want the encryption keys rotated every ninety days before we sign. " * 8),
        ("Ada", FILLER),
    ],
    "pricing": [
        ("Linus", FILLER),
        ("Ada", "The yearly licence costs too much for a company with only forty seats. " * 8),
        ("Linus", FILLER),
        ("Grace", "A discount for a three year term would bring the licence within our budget. " * 8),
    ],
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    embedder = MiniLm()
    folder: Path = tmp_path_factory.mktemp("search")
    made = Retriever(open_index(f"sqlite://{folder}/search.db", embedder), embedder)
    for document, turns in MEETINGS.items():
        made.put(ACME, chunk(document, "v1", turns))
    return made


def test_finds_the_passage_that_answers(retriever: Retriever) -> None:
    best = retriever.passages(ACME, "What did the auditors ask about encryption?")[0]
    assert best.passage.document == "security"
    assert "encryption keys" in best.passage.text


def test_finds_by_meaning_what_no_word_of_the_question_says(retriever: Retriever) -> None:
    best = retriever.passages(ACME, "Was it seen as expensive?")[0]
    assert "costs too much" in best.passage.text


def test_stays_within_the_documents_it_is_given(retriever: Retriever) -> None:
    found = retriever.passages(ACME, "encryption keys", frozenset(["pricing"]))
    assert {hit.passage.document for hit in found} == {"pricing"}


def test_shows_both_places_where_a_thing_was_discussed(retriever: Retriever) -> None:
    found = retriever.passages(ACME, "What about the licence?", frozenset(["pricing"]), limit=2)
    assert all("licence" in hit.passage.text for hit in found)


@pytest.mark.parametrize(
    ("question", "document"),
    [("Who wanted the keys rotated?", "security"), ("Can they get a discount?", "pricing")],
)
def test_tells_which_document_a_question_is_about(retriever: Retriever, question: str, document: str) -> None:
    best, *others = retriever.documents(ACME, question)
    assert best.document == document
    assert all(other.score < best.score for other in others)
    assert {hit.passage.document for hit in best.hits} == {document}


def test_tells_documents_apart_only_among_those_given(retriever: Retriever) -> None:
    found = retriever.documents(ACME, "Can they get a discount?", frozenset(["security"]))
    assert [hit.document for hit in found] == ["security"]


def test_a_tenant_without_documents_finds_nothing(retriever: Retriever) -> None:
    assert retriever.passages(TenantId("other"), "encryption keys") == []
    assert retriever.documents(TenantId("other"), "encryption keys") == []


def test_a_removed_document_is_not_found_again(retriever: Retriever) -> None:
    passages = chunk("gone", "v1", [("Ada", "The zeppelin landed on the roof.")])
    retriever.put(ACME, passages)
    assert retriever.documents(ACME, "zeppelin")[0].document == "gone"
    assert retriever.delete(ACME, "gone") == 1
    assert "gone" not in {hit.document for hit in retriever.documents(ACME, "zeppelin")}


@pytest.mark.parametrize("url", ["", "search.db", "sqlite://", "ftp://host/x", "http://", "redis://host"])
def test_refuses_a_url_of_no_index(url: str) -> None:
    with pytest.raises(InvalidInput, match="names no search index"):
        open_index(url, MiniLm())


def test_a_version_that_is_there_is_not_embedded_again(retriever: Retriever) -> None:
    class Refusing:
        model, dimension = "refusing", 384

        def embed(self, texts: Sequence[str]) -> Vectors:
            raise AssertionError(texts)

    again = Retriever(retriever.index, Refusing())
    again.put(ACME, chunk("security", "v1", MEETINGS["security"]))
    with pytest.raises(AssertionError):
        again.put(ACME, chunk("security", "v2", MEETINGS["security"]))
