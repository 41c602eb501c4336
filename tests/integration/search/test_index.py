"""What every search index does, whichever adapter it is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.search.index import Candidate, Occurrences, SearchIndex
from quarterdeck.services.search.model import Passage, Span
from tests.integration.search.conftest import Directions, Opener

ACME, BOREAL = TenantId("acme"), TenantId("acme-2")
EMBEDDER = Directions()


def passage(text: str, document: str = "m1", position: int = 0, version: str = "v1") -> Passage:
    return Passage(document, version, position, (Span(position, "Ada", 0, text),))


def put(index: SearchIndex, *passages: Passage, tenant: TenantId = ACME) -> None:
    index.put(tenant, passages, EMBEDDER.embed([each.spans[0].text for each in passages]))


def search(
    index: SearchIndex,
    *terms: str,
    near: str = "d",
    tenant: TenantId = ACME,
    documents: frozenset[str] | None = None,
    limit: int = 10,
) -> dict[Passage, Candidate]:
    (vector,) = EMBEDDER.embed([near])
    return {found.passage: found for found in index.search(tenant, terms, vector, documents, limit)}


def test_finds_by_words_and_by_meaning_and_gives_passages_back_whole(index: SearchIndex) -> None:
    words = passage("a contract: “Größe”, 25 % — 値段", position=0)
    meaning = Passage("m1", "v1", 1, (Span(3, "Ada", 7, "bread."), Span(4, "O'Neil", 0, "a\nline")))
    index.put(ACME, [words, meaning], EMBEDDER.embed(["a", "b"]))
    found = search(index, "contract", near="b")
    assert found.keys() == {words, meaning}
    assert found[words].lexical > 0
    assert found[words].semantic == pytest.approx(0, abs=1e-3)
    assert found[meaning].lexical == 0
    assert found[meaning].semantic == pytest.approx(1, abs=1e-3)


def test_ranks_rare_words_above_common_ones_and_knows_inflections(index: SearchIndex) -> None:
    put(index, *(passage("a price", position=number) for number in range(8)), passage("a refund", position=8))
    found = search(index, "refunds", "prices")
    best = max(found.values(), key=lambda candidate: candidate.lexical)
    assert best.passage.text == "Ada: a refund"
    assert all(candidate.lexical > 0 for candidate in found.values())


def test_counts_a_version_of_a_document_within_its_tenant(index: SearchIndex) -> None:
    put(index, passage("a", position=0), passage("b", position=1), passage("c", document="m2"))
    put(index, passage("a"), tenant=BOREAL)
    assert index.count(ACME, "m1", "v1") == 2
    assert index.count(ACME, "m1", "v2") == 0
    assert index.count(BOREAL, "m1", "v1") == 1


def test_finds_by_speaker(index: SearchIndex) -> None:
    put(index, passage("a yes"))
    assert [found.lexical > 0 for found in search(index, "ada").values()] == [True]


def test_limits_each_kind(index: SearchIndex) -> None:
    put(index, *(passage("a price", position=number) for number in range(6)))
    put(index, *(passage("b cost", "m2", number) for number in range(6)))
    found = search(index, "price", near="b", limit=3).values()
    assert (
        sorted((each.lexical > 0, each.semantic > 0.5) for each in found)
        == [(False, True)] * 3 + [(True, False)] * 3
    )


def test_putting_twice_is_putting_once(index: SearchIndex) -> None:
    for _ in range(2):
        put(index, passage("a price"), passage("a cost", position=1))
    assert len(search(index, "price", "cost")) == 2
    assert index.delete(ACME, "m1") == 2


def test_takes_a_long_document_at_once(index: SearchIndex) -> None:
    put(index, *(passage("a price", position=number) for number in range(450)))
    assert len(search(index, "price", limit=1000)) == 450


def test_a_new_version_replaces_all_of_the_old_one(index: SearchIndex) -> None:
    put(index, passage("a price"), passage("a cost", position=1), passage("a fee", "m2"))
    put(index, passage("a discount", version="v2"))
    assert {found.text for found in search(index, "price", "cost", "discount", "fee", near="a")} == {
        "Ada: a discount",
        "Ada: a fee",
    }


def test_a_version_may_come_in_parts(index: SearchIndex) -> None:
    put(index, passage("a price"))
    put(index, passage("a cost", position=1))
    assert len(search(index, "price", "cost")) == 2


def test_nothing_to_put_changes_nothing(index: SearchIndex) -> None:
    put(index, passage("a price"))
    put(index)
    assert len(search(index, "price")) == 1


def test_no_tenant_sees_or_removes_anothers_passages(index: SearchIndex) -> None:
    put(index, passage("a price"), tenant=ACME)
    put(index, passage("a price of ours"), tenant=BOREAL)
    assert [found.text for found in search(index, "price", near="a", tenant=ACME)] == ["Ada: a price"]
    assert [found.text for found in search(index, "price", near="a", tenant=BOREAL)] == [
        "Ada: a price of ours"
    ]
    assert index.delete(BOREAL, "m1") == 1
    assert len(search(index, "price", near="a", tenant=ACME)) == 1
    assert not search(index, "price", near="a", tenant=BOREAL)


def test_restricts_to_documents(index: SearchIndex) -> None:
    names = ["m1", 'odd "name" #/é', "m1x"]
    put(index, *(passage("a price", name) for name in names))
    for name in names:
        found = search(index, "price", near="a", documents=frozenset([name]))
        assert [(each.passage.document, each.lexical > 0, each.semantic > 0) for each in found.values()] == [
            (name, True, True)
        ]
    assert not search(index, "price", near="a", documents=frozenset())
    assert not search(index, "price", near="a", documents=frozenset(["missing"]))


def test_deletes_one_document(index: SearchIndex) -> None:
    put(index, passage("a price"), passage("a cost", position=1), passage("a fee", "m2"))
    assert index.delete(ACME, "m1") == 2
    assert index.delete(ACME, "m1") == 0
    assert [found.text for found in search(index, "price", "cost", "fee", near="a")] == ["Ada: a fee"]


def test_clears_a_tenant_in_goes(index: SearchIndex) -> None:
    put(index, *(passage("a price", f"m{number}") for number in range(5)))
    put(index, passage("a price of ours"), tenant=BOREAL)
    assert [index.clear(ACME, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert not search(index, "price", near="a")
    assert len(search(index, "price", near="a", tenant=BOREAL)) == 1


@pytest.mark.parametrize(
    "text",
    ["", "   ", '"', "price AND", "NEAR(price", "text : x", "-price", "pri*", "((((", "'; DROP TABLE passages; --",
     "scope : t61", "_", "price\x00cost", "🙂", "{!}", "it's", "'", "price " * 500],
)  # fmt: skip
def test_any_text_is_a_term(index: SearchIndex, text: str) -> None:
    put(index, passage("a price"))
    assert len(search(index, text, near="a")) == 1
    assert index.occurrences(ACME, [text], frozenset(["m1"])).passages == {"m1": 1}


def test_takes_any_number_of_terms(index: SearchIndex) -> None:
    put(index, passage("a word1"))
    terms = [f"word{number}" for number in range(5000)]
    assert [found.lexical > 0 for found in search(index, *terms).values()] == [True]
    assert search(index).keys() == search(index, "unheard").keys()


def test_a_phrase_is_its_words_one_after_the_other(index: SearchIndex) -> None:
    put(index, passage("a remote control"), passage("a control of the remote", position=1))
    put(index, passage("a remote O'Neil", position=2))
    found = {each.text: candidate.lexical for each, candidate in search(index, "remotes controls").items()}
    assert {text for text, score in found.items() if score} == {"Ada: a remote control"}
    assert [each.text for each, found in search(index, "O'Neil").items() if found.lexical] == [
        "Ada: a remote O'Neil"
    ]


def test_a_phrase_adds_to_its_words(index: SearchIndex) -> None:
    put(
        index,
        passage("a remote control"),
        passage("a control, remote", position=1),
        passage("b bread", position=2),
    )
    found = search(index, "remote", "control", "remote control")
    assert max(found.values(), key=lambda each: each.lexical).passage.text == "Ada: a remote control"


def test_counts_the_passages_with_each_term_by_document(index: SearchIndex) -> None:
    put(index, passage("a price, a price"), passage("a low price", position=1), passage("a fee", position=2))
    put(index, passage("a price", "m2"), passage("a price", "m3"))
    put(index, passage("a price", "m2", 1), tenant=BOREAL)
    counts = index.occurrences(
        ACME, ["prices", "low price", "fee", "unheard", "FEE", "?"], frozenset(["m1", "m2"])
    )
    assert counts.passages == {"m1": 3, "m2": 1}
    assert counts.containing == ({"m1": 2, "m2": 1}, {"m1": 1}, {"m1": 1}, {})


def test_counts_nothing_where_there_is_nothing(index: SearchIndex) -> None:
    put(index, passage("a price"))
    assert index.occurrences(ACME, [], frozenset(["m1"])) == Occurrences({"m1": 1}, ())
    assert index.occurrences(ACME, ["price"], frozenset()) == Occurrences({}, ({},))
    assert index.occurrences(BOREAL, ["price"], frozenset(["m1"])) == Occurrences({}, ({},))


def test_ensuring_again_keeps_what_is_there(index: SearchIndex, open_as: Opener) -> None:
    put(index, passage("a price"))
    again = open_as(EMBEDDER)
    again.ensure()
    again.ensure()
    assert len(search(again, "price")) == 1


@pytest.mark.parametrize("other", [replace(EMBEDDER, model="other"), replace(EMBEDDER, dimension=5)])
def test_refuses_vectors_of_another_model(index: SearchIndex, open_as: Opener, other: Directions) -> None:
    put(index, passage("a price"))
    with pytest.raises(Conflict, match="directions"):
        open_as(other)


def test_many_may_create_and_write_at_once(open_as: Opener) -> None:
    def write(number: int) -> None:
        opened = open_as(EMBEDDER)
        put(opened, *(passage("a price", f"m{number}", position) for position in range(5)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert len(search(open_as(EMBEDDER), "price", limit=100)) == 40


def test_a_search_sees_what_others_wrote_since_the_last_one(index: SearchIndex, open_as: Opener) -> None:
    put(index, passage("a price"))
    assert len(search(index, "nothing", near="a")) == 1
    put(open_as(EMBEDDER), passage("a cost", position=1))
    assert len(search(index, "nothing", near="a")) == 2
