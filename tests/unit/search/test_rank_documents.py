import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.services.search.index import Occurrences
from quarterdeck.services.search.model import Hit, Passage
from quarterdeck.services.search.rank_documents import coverage, rank_documents

NOTHING = Occurrences({}, ())
COUNTS = st.dictionaries(st.sampled_from(["m1", "m2", "m3"]), st.integers(1, 40), max_size=3)


def hit(document: str, score: float, position: int = 0) -> Hit:
    return Hit(Passage(document, "v1", position, ()), score)


def names(hits: list[Hit], occurrences: Occurrences = NOTHING) -> list[str]:
    return [found.document for found in rank_documents(hits, occurrences)]


def test_the_document_of_the_best_passage_comes_first() -> None:
    assert names([hit("m2", 0.9), hit("m1", 0.8)]) == ["m2", "m1"]


def test_several_good_passages_beat_one_that_is_a_little_better() -> None:
    hits = [hit("m1", 0.9), hit("m2", 0.85, 1), hit("m2", 0.8, 2), hit("m1", 0.1, 1)]
    assert names(hits) == ["m2", "m1"]


def test_a_document_shows_its_three_best_passages() -> None:
    (found,) = rank_documents([hit("m1", 1 - n / 10, n) for n in range(5)], NOTHING)
    assert [each.passage.position for each in found.hits] == [0, 1, 2]


def test_of_documents_with_equal_passages_the_one_that_keeps_to_the_term_comes_first() -> None:
    hits = [hit("m1", 0.8), hit("m2", 0.8)]
    assert names(hits, Occurrences({"m1": 20, "m2": 20}, ({"m1": 1, "m2": 9},))) == ["m2", "m1"]


def test_the_best_of_both_kinds_scores_one() -> None:
    best, other = rank_documents(
        [hit("m1", 0.8), hit("m2", 0.4)], Occurrences({"m1": 10, "m2": 10}, ({"m1": 3},))
    )
    assert [best.document, other.document] == ["m1", "m2"]
    assert [best.score, other.score] == pytest.approx([1, 0.3])


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    common, rare = {"m1": 4, "m3": 10}, {"m2": 4}
    covered = coverage(Occurrences({"m1": 10, "m2": 10, "m3": 10}, (common, rare)))
    assert covered["m2"] > covered["m1"]


def test_a_share_of_the_passages_counts_and_not_their_number() -> None:
    covered = coverage(Occurrences({"long": 100, "short": 10}, ({"long": 4, "short": 4},)))
    assert covered["short"] > covered["long"]


def test_two_terms_count_more_than_one_said_twice_as_often() -> None:
    covered = coverage(Occurrences({"m1": 20, "m2": 20}, ({"m1": 4, "m2": 8}, {"m1": 4, "m2": 0})))
    assert covered["m1"] > covered["m2"]


@given(st.lists(COUNTS, max_size=5))
def test_no_term_takes_from_a_document(containing: list[dict[str, int]]) -> None:
    sizes = {"m1": 40, "m2": 50, "m3": 60}
    fewer, all_of_them = (coverage(Occurrences(sizes, tuple(part))) for part in (containing[1:], containing))
    assert all(0 <= fewer[name] <= all_of_them[name] for name in sizes)


@given(st.lists(st.tuples(st.sampled_from(["m1", "m2", "m3"]), st.floats(0, 1)), max_size=20), COUNTS)
def test_every_document_comes_once_and_the_better_before_the_worse(
    scored: list[tuple[str, float]], counts: dict[str, int]
) -> None:
    hits = sorted(
        (hit(name, score, n) for n, (name, score) in enumerate(scored)), key=lambda each: -each.score
    )
    found = rank_documents(hits, Occurrences({"m1": 40, "m2": 40, "m3": 40}, (counts,)))
    assert sorted(each.document for each in found) == sorted({name for name, _ in scored})
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 <= each.score <= 1 + 1e-9 for each in found)
