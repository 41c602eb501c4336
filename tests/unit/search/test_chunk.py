from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.services.search.chunk import LIMIT, chunk
from quarterdeck.services.search.model import Passage

WORDS = st.sampled_from(
    ["Yes.", "price", "Is it 3.5 %?", "\n", "  ", "…", "好的。", "x" * 400, "word " * 120]
)
TURNS = st.lists(st.tuples(st.sampled_from(["Ada", "Grace"]), st.lists(WORDS).map(" ".join)), max_size=12)


def size(passage: Passage) -> int:
    return sum(len(span.text) for span in passage.spans)


@given(TURNS)
def test_every_span_is_its_turns_text_verbatim(turns: list[tuple[str, str]]) -> None:
    for passage in chunk("m1", "v1", turns):
        for span in passage.spans:
            speaker, text = turns[span.turn]
            assert span.speaker == speaker
            assert text[span.start :].startswith(span.text)
            assert span.text.strip() == span.text != ""


@given(TURNS)
def test_all_text_is_covered_once_and_in_order(turns: list[tuple[str, str]]) -> None:
    spans = [span for passage in chunk("m1", "v1", turns) for span in passage.spans]
    starts = [(span.turn, span.start) for span in spans]
    assert starts == sorted(starts)
    said = "".join(text for _, text in turns)
    assert "".join("".join(span.text for span in spans).split()) == "".join(said.split())


@given(TURNS)
def test_no_passage_is_empty_or_over_the_limit(turns: list[tuple[str, str]]) -> None:
    passages = chunk("m1", "v1", turns)
    assert all(0 < size(passage) <= LIMIT for passage in passages)
    assert [passage.position for passage in passages] == list(range(len(passages)))


def gap(one: Passage, after: Passage) -> int:
    """Return the length of the white space between two passages of one turn, which joined they would hold."""
    last, first = one.spans[-1], after.spans[0]
    return first.start - last.start - len(last.text) if first.turn == last.turn else 0


@given(TURNS)
def test_passages_are_as_long_as_the_limit_allows(turns: list[tuple[str, str]]) -> None:
    passages = chunk("m1", "v1", turns)
    assert all(size(one) + gap(one, after) + size(after) > LIMIT for one, after in pairwise(passages))


def test_short_turns_share_a_passage() -> None:
    (passage,) = chunk("m1", "v1", [("Ada", "Hello."), ("Grace", "Hello, Ada. Shall we?"), ("Ada", " ")])
    assert passage.text == "Ada: Hello.\nGrace: Hello, Ada. Shall we?"
    assert passage.id == "m1#0"


def test_a_long_turn_is_split_at_a_sentence_end() -> None:
    first, second = "First " * 100 + "end.", "Second " * 100 + "end."
    one, two = chunk("m1", "v1", [("Ada", f"{first} {second}")])
    assert one.spans[0].text == first
    assert (two.spans[0].text, two.spans[0].start) == (second, len(first) + 1)


def test_a_sentence_over_the_limit_is_split_at_a_space() -> None:
    passages = chunk("m1", "v1", [("Ada", "word " * 400)])
    assert {word for passage in passages for word in passage.spans[0].text.split()} == {"word"}


def test_no_turns_make_no_passages() -> None:
    assert chunk("m1", "v1", []) == []
