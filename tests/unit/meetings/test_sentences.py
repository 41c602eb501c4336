"""Sentences of spoken text are found whole and verbatim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.sentences import LIMIT, sentences

PARTS = ["so we and", "Dr.", "e.g.", "3.5", "No.", "5", "it 's", ".", "?", "!", "...", "U.S.", "J.", "“yes.”"]
BITS = ["。", "\n", "\t", "I", "é", "-", ";", ",", "  "]
SPOKEN = st.lists(st.sampled_from(PARTS + BITS)).map(" ".join)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Thanks for joining.", "Can you share the price?", "Sure!"],
        ["Dr. Osei pays 3.5 percent, e.g. in March.", "Fine."],
        ["Ask J. Marlow of Tidewell Inc. about it.", "And the U.S. price?"],
        ["He works at Tidewell Inc.", "They sell pumps."],
        ["Is it No. 5?", "No.", "We said no.", "It was I.", "Then go."],
        ["It 's ready .", "So do we ship ?", "Yeah ."],
        ["so... we think it works.", "ok so what next?"],
        ["1. Sign the form.", "2. Pay."],
        ["“Ship it.”", "(Really.)", "Yes…", "Good."],
        ["料金はいくらですか。", "後で送ります。"],
        ["at 3 p.m. on Friday.", "At 4 p.m.", "We meet."],
        ["one line", "another line"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    separator = "\n" if parts[0] == "one line" else " "
    assert split(separator.join(parts)) == parts


def test_a_long_run_on_is_split_where_a_clause_ends() -> None:
    text = "we looked at the pumps and the valves in the north plant, " * 12
    parts = split(text)
    assert all(len(part) <= LIMIT and part.endswith("plant,") for part in parts)
    assert " ".join(parts) == text.strip()


def test_nothing_said_has_no_sentences() -> None:
    assert sentences("  \n ") == []


@given(st.one_of(st.text(max_size=1200), SPOKEN, st.text(alphabet="ab ,.", min_size=400)))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    found = sentences(text)
    edges = [0, *(edge for span in found for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert all(
        0 < end - start <= LIMIT and text[start:end] == text[start:end].strip() for start, end in found
    )
