"""A body that is too much, or that two parsers would read in two ways, doesn't get to a model."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.errors import InvalidInput, TooLarge
from quarterdeck.rest.body import DEEPEST, MOST_BYTES, MOST_MEMBERS, parsed

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=20,
)


@given(JSON, st.booleans())
def test_what_is_within_the_limits_stays_as_it_is(value: Any, ascii_only: Any) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    try:
        raw.decode()
    except UnicodeDecodeError:
        with pytest.raises(InvalidInput, match="UTF-8"):
            parsed(raw)
    else:
        assert parsed(raw) == value


def test_no_body_is_an_empty_object() -> None:
    assert parsed(b"") == {}


def test_a_body_may_be_so_long_and_no_longer() -> None:
    text = b'"' + b"x" * (MOST_BYTES - 2) + b'"'
    assert parsed(text) == json.loads(text)
    with pytest.raises(TooLarge, match=f"{MOST_BYTES} are allowed"):
        parsed(text + b" ")
    assert parsed(text + b" ", MOST_BYTES + 1)


@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"a":', b"}")])
def test_a_body_may_be_so_deep_and_no_deeper(brackets: tuple[bytes, bytes]) -> None:
    opening, closing = brackets
    for depth, fits in ((DEEPEST, True), (DEEPEST + 1, False), (9_000, False)):
        raw = opening * depth + b"1" + closing * depth
        if fits:
            assert parsed(raw) == json.loads(raw)
        else:
            with pytest.raises(InvalidInput, match="nested deeper"):
                parsed(raw)


@pytest.mark.parametrize("raw", [rb'"\ud83d\uDE00"', rb'"\\ud83d"', rb'"\u00e9"'])
def test_whole_characters_may_be_escaped(raw: bytes) -> None:
    assert parsed(raw) == json.loads(raw)


def test_brackets_in_strings_are_not_depth() -> None:
    raw = json.dumps({"text": '[{"' * 500 + "\\"}).encode()
    assert parsed(raw) == json.loads(raw)


def test_an_object_may_have_so_many_members_and_no_more() -> None:
    most = [{str(n): n for n in range(MOST_MEMBERS // 10)}] * 10
    assert parsed(json.dumps(most).encode(), 10**6)
    with pytest.raises(InvalidInput, match="members"):
        parsed(json.dumps([*most, {"one": 1}]).encode(), 10**6)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"x": {"a": 1, "\\u0061": 2}}', "twice"),
        (b"NaN", "NaN"),
        (b"[Infinity]", "Infinity"),
        (b"-Infinity", "Infinity"),
        (b"1e999", "double"),
        (b"-1e999", "double"),
        (b"1" * 33, "digits"),
        (b"1" * 50_000, "digits"),
        (b"0." + b"1" * 50_000, "double"),
        (b'"\xff"', "UTF-8"),
        (b'"\xed\xa0\x80"', "UTF-8"),
        (b'{"a": ["\\ud83d"]}', "half of a character"),
        (b'{"\\uDE00": 1}', "half of a character"),
        (b'\xef\xbb\xbf{"a": 1}', "JSON"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
        (b"{", "JSON"),
        (b'{"a": 1} {"b": 2}', "JSON"),
        (b"{'a': 1}", "JSON"),
        (b'{"a": "\n"}', "JSON"),
        (b"\x00", "JSON"),
        (b'"[[[[', "JSON"),
    ],
)
def test_tricks_are_refused_with_the_reason(raw: bytes, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        parsed(raw)


@pytest.mark.parametrize("piece", [b'\\"', b'"[', b"\\", b'["', b'"\\"'])
def test_no_text_makes_the_check_slow(piece: bytes) -> None:
    def seconds(size: int) -> float:
        raw = b'"' + piece * (size // len(piece))
        began = time.process_time()
        with pytest.raises(InvalidInput):
            parsed(raw, 10**7)
        return time.process_time() - began

    assert seconds(2_000_000) < 2  # quadratic, it would be hours


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused(raw: bytes) -> None:
    try:
        taken = parsed(raw)
    except InvalidInput:
        return
    assert taken == json.loads(raw or b"{}")
