"""A function on the answer's way starts without what few of its calls need, or only another function does."""

import pytest

from tests.support.started import loaded_by

ASSISTANT = "quarterdeck.contexts.assistant"
CLIENTS = frozenset({"boto3", "openai", "numpy", "opensearchpy", "slack_sdk", "pptx"})
STREAMING = frozenset({f"{ASSISTANT}.streaming.{part}" for part in ("stream", "store", "delivery")})
JUDGING = frozenset({f"{ASSISTANT}.routing.judged"})
ROUTING = frozenset({f"{ASSISTANT}.routing.{part}" for part in ("route", "known", "judge", "linear")})
CONTRACTS = frozenset(
    {f"{ASSISTANT}.contracts.{part}" for part in ("answers", "meeting_summary", "deck_file")}
)


@pytest.mark.parametrize(
    ("function", "without"),
    [
        ("answer_prepare", STREAMING | JUDGING | CONTRACTS),
        ("answer_execute", STREAMING | ROUTING | CONTRACTS),
        ("answer_conclude", STREAMING | ROUTING | CONTRACTS),
    ],
)
def test_it_starts_without(function: str, without: frozenset[str]) -> None:
    assert not (CLIENTS | without) & loaded_by(function)
