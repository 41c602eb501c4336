import pytest

from quarterdeck.services.language.words import stem


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
