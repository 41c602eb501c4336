import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.language.words import stem, synonyms, terms


@pytest.mark.parametrize(
    "related",
    [
        "price prices priced pricing",
        "battery batteries",
        "terminate termination terminated",
        "require requirement requires required",
        "pay payment pays",
        "renew renewal renewing",
        "company companies company's",
        "twelve 12",
    ],
)
def test_related_forms_share_a_stem(related: str) -> None:
    assert len({stem(word) for word in related.split()}) == 1


@pytest.mark.parametrize("unrelated", ["terminal terminate", "region reign", "need knee", "add ad"])
def test_other_words_do_not(unrelated: str) -> None:
    assert len({stem(word) for word in unrelated.split()}) == len(unrelated.split())


def test_terms_keep_figures_and_leave_out_what_says_nothing() -> None:
    assert terms("What did they say about the 1,200 seats at $68?") == ["1200", stem("seats"), "$", "68"]


def test_synonyms_are_mutual() -> None:
    assert stem("budget") in synonyms(stem("price"))
    assert stem("price") in synonyms(stem("budget"))
    assert synonyms("zebra") == frozenset()


@given(st.text(max_size=200))
def test_any_text_has_terms(text: str) -> None:
    assert all(terms(text))
