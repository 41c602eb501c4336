import pytest

from quarterdeck.contexts.assistant.routing import is_correction


@pytest.mark.parametrize(
    "text",
    [
        "that's not what I meant",
        "No, that isn't what I asked.",
        "thats not really what i wanted",
        "I meant the summary, not the next steps",
        "you misunderstood me",
        "you got that wrong",
        "wrong question",
        "I asked for an email",
    ],
)
def test_corrections_are_recognised(text: str) -> None:
    assert is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What did they mean by that?",
        "thanks, that's what I meant",
        "make it shorter",
        "What did Sol want?",
        "Did the customer say we misread the contract?",
    ],
)
def test_other_messages_are_not(text: str) -> None:
    assert not is_correction(text)
