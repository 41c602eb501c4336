import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.services.search.index import Candidate
from quarterdeck.services.search.model import Hit, Passage, Span
from quarterdeck.services.search.rank import favour, fuse, spread


def hit(position: int, score: float, document: str = "m1") -> Hit:
    return Hit(Passage(document, "v1", position, ()), score)


def candidate(position: int, lexical: float, semantic: float) -> Candidate:
    return Candidate(Passage("m1", "v1", position, ()), lexical, semantic)


SCORES = st.lists(st.floats(0, 1), max_size=30)


def test_a_score_is_the_mean_of_the_shares_of_the_best() -> None:
    fused = fuse([candidate(0, 10, 0.2), candidate(1, 5, 0.8), candidate(2, 0, 0.4)])
    assert [hit.passage.position for hit in fused] == [1, 0, 2]
    assert [hit.score for hit in fused] == pytest.approx([0.75, 0.625, 0.25])


@pytest.mark.parametrize("nothing", [[], [candidate(0, 0, 0)], [candidate(0, 0, -0.5)]])
def test_a_kind_that_found_nothing_scores_nothing(nothing: list[Candidate]) -> None:
    assert all(hit.score <= 0 for hit in fuse(nothing))


def test_equal_scores_come_in_the_order_of_the_document() -> None:
    assert [hit.passage.position for hit in fuse([candidate(n, 1, 1) for n in (10, 2, 0)])] == [0, 2, 10]


def test_a_passage_gains_by_what_those_who_are_asked_for_say_of_it() -> None:
    def said(position: int, *spoken: tuple[str, str]) -> Hit:
        spans = tuple(Span(turn, speaker, 0, text) for turn, (speaker, text) in enumerate(spoken))
        return Hit(Passage("m1", "v1", position, spans), 0.5)

    whole, half, none = (
        said(2, ("Sol", "four")),
        said(1, ("Sol", "four"), ("Ada", "four")),
        said(0, ("Ada", "four")),
    )
    favoured = favour([none, half, whole], {"Sol"})
    assert [each.passage.position for each in favoured] == [2, 1, 0]
    assert [each.score for each in favoured] == pytest.approx([0.7, 0.6, 0.5])


def test_a_passage_among_good_ones_beats_a_lonely_one() -> None:
    assert spread([hit(0, 0.5), hit(7, 0.55), hit(6, 0.5), hit(8, 0.5)], 1)[0].passage.position == 7
    assert spread([hit(0, 0.52), hit(6, 0.4), hit(7, 0.5), hit(8, 0.4)], 1)[0].passage.position == 7


def test_neighbours_of_other_documents_do_not_count() -> None:
    chosen = spread([hit(1, 0.5), hit(0, 0.4, "m2"), hit(2, 0.4, "m2")], 3)
    assert [each.score for each in chosen] == [0.5, 0.4, 0.4]


def test_what_is_shown_makes_room_for_other_places() -> None:
    shown = spread([hit(0, 1), hit(1, 0.9), hit(9, 0.95)], 2)
    assert [each.passage.position for each in shown] == [0, 9]


@given(SCORES, st.integers(0, 40))
def test_spreading_keeps_as_many_as_asked_for_each_once(scores: list[float], limit: int) -> None:
    chosen = spread([hit(position, score) for position, score in enumerate(scores)], limit)
    assert len({each.passage.position for each in chosen}) == len(chosen) == min(limit, len(scores))


@given(SCORES)
def test_spreading_goes_from_better_to_worse(scores: list[float]) -> None:
    chosen = [each.score for each in spread([hit(n, score) for n, score in enumerate(scores)], 30)]
    assert chosen == sorted(chosen, reverse=True)
