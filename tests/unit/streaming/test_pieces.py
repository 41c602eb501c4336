"""An answer cut into pieces is the answer, and its pieces are few enough for one transaction."""

from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.streaming.model import PIECES, groups, pieces

TEXTS = st.text() | st.lists(st.sampled_from(["One.", "Two? ", "\n", "- three\n", " ", "4.5 "])).map("".join)


@given(TEXTS)
def test_the_pieces_are_the_text(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    assert len(found) <= PIECES
    assert all(found)


def test_sentences_and_lines_are_pieces() -> None:
    text = "It is $4.50 a seat. Billed yearly!\n- one\n- two"
    assert pieces(text) == ["It is $4.50 a seat. ", "Billed yearly!\n", "- one\n", "- two"]


@given(st.lists(st.integers(), max_size=300), st.integers(1, 40))
def test_groups_keep_all_in_order(items: list[int], most: int) -> None:
    found = groups(items, most)
    assert [item for group in found for item in group] == items
    assert len(found) <= most
