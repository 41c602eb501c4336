from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.assistant.terms import synonyms, terms
from quarterdeck.services.language.words import stem


def test_terms_keep_figures_and_leave_out_what_says_nothing() -> None:
    assert terms("What did they say about the 1,200 seats at $68?") == ["1200", stem("seats"), "$", "68"]


def test_synonyms_are_mutual() -> None:
    assert stem("budget") in synonyms(stem("price"))
    assert stem("price") in synonyms(stem("budget"))
    assert synonyms("zebra") == frozenset()


@given(st.text(max_size=200))
def test_any_text_has_terms(text: str) -> None:
    assert all(terms(text))
