import pytest

from quarterdeck.contexts.assistant.routing.corrections import is_correction


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
        "no, that’s not what I asked",
        "sorry, I meant the renewal",
        "that is the wrong meeting",
        "I didn't mean that",
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
        "What did Mira say that she meant?",
        "Did they say that's not what they meant?",
        "No next steps?",
        "I meant to ask what they said about price",
        "I didn't ask them about price, did I?",
        "What was not what I wanted to hear, in their words?",
        "And what did they say about price?",
    ],
)
def test_other_messages_are_not(text: str) -> None:
    assert not is_correction(text)
