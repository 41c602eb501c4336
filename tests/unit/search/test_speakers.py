"""Whose words a question asks for."""

import pytest

from quarterdeck.services.search.speakers import named

SPEAKERS = ["Priya Raman", "Sol Raman", "Will Grant", "Project Manager", "PhD C", "Al", ""]


@pytest.mark.parametrize(
    ("question", "whom"),
    [
        ("What did Priya say about price?", {"Priya Raman"}),
        ("what did sol raman's team want", {"Sol Raman"}),
        ("Raman said what?", set()),
        ("Will it be ready?", set()),
        ("What did Grant promise?", {"Will Grant"}),
        ("What did the project manager think?", {"Project Manager"}),
        ("Why did PhD C disagree?", {"PhD C"}),
        ("Did Al agree?", {"Al"}),
        ("What was decided?", set()),
    ],
)
def test_speakers_are_named_whole_or_by_what_no_other_is_called(question: str, whom: set[str]) -> None:
    assert named(question, SPEAKERS) == whom
