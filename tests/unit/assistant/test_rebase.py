import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.contracts.rebase import rebased

EVIDENCE = {"e1": "Morning Sol.", "e2": "It is $41 per seat.", "e3": "All of it stays in Frankfurt."}


def quoted(evidence: str, quote: str) -> dict[str, str]:
    return {"evidence": evidence, "quote": quote}


def statement(*quotes: dict[str, str]) -> str:
    return json.dumps({"statements": [{"text": "It costs $41.", "quotes": quotes}], "more": [1, None, True]})


def test_a_quote_gets_the_id_of_the_piece_that_has_it_now() -> None:
    found = rebased(statement(quoted("e7", "$41 per seat"), quoted("e1", "stays in Frankfurt")), EVIDENCE)
    assert found == statement(quoted("e2", "$41 per seat"), quoted("e3", "stays in Frankfurt"))


def test_of_two_pieces_with_the_quote_the_one_it_had_is_kept() -> None:
    twice = {"e1": "Yes.", "e2": "Yes."}
    assert rebased(statement(quoted("e2", "Yes.")), twice) == statement(quoted("e2", "Yes."))
    assert rebased(statement(quoted("e9", "Yes.")), twice) == statement(quoted("e1", "Yes."))


@pytest.mark.parametrize(
    "reply",
    [
        statement(quoted("e2", "$42 per seat")),
        statement(quoted("e2", "$41 per seat"), quoted("e1", "It is $41 per Seat.")),
        statement(quoted("e2", " ")),
        statement(),
        statement({"evidence": "e2"}),
        statement({"quote": "$41 per seat"}),
        json.dumps({"evidence": ["e2"], "quote": "$41 per seat"}),
        "no JSON",
        "",
        "[]",
    ],
)
def test_what_cannot_be_found_again_is_not_used(reply: str) -> None:
    assert rebased(reply, EVIDENCE) is None


TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), min_size=1, max_size=6)


@given(st.data(), TEXTS)
def test_every_quote_stands_in_the_piece_that_it_names_and_nothing_else_changes(
    data: st.DataObject, texts: list[str]
) -> None:
    evidence = {f"e{number}": text for number, text in enumerate(texts)}

    def of(text: str) -> st.SearchStrategy[str]:
        cuts = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        return cuts.map(lambda cut: text[min(cut) : max(cut)]).filter(str.strip)

    leaves = st.sampled_from(texts).flatmap(of).map(lambda quote: quoted("e99", quote))
    shapes = st.recursive(
        leaves,
        lambda inner: st.lists(inner, min_size=1) | st.fixed_dictionaries({"text": st.text(), "in": inner}),
    )
    reply = data.draw(shapes)
    found = rebased(json.dumps(reply), evidence)
    assert found is not None
    assert all(each["quote"] in evidence[each["evidence"]] for each in quotes(json.loads(found)))
    assert without_ids(json.loads(found)) == without_ids(reply)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_taken(reply: Any) -> None:
    assert rebased(json.dumps(reply), EVIDENCE) is None


def quotes(value: Any) -> list[dict[str, str]]:
    if isinstance(value, dict) and "quote" in value:
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [quote for each in inner for quote in quotes(each)]


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items() if key != "evidence"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value
