"""The demo's questions find the right meeting: never for certain a wrong one, and hardly ever open."""

from typing import Any

from quarterdeck.contexts.meetings.resolve import Resolution, resolve
from tests.unit.meetings import demo

QUESTIONS = demo.document("questions")


def asked() -> list[tuple[dict[str, Any], Resolution]]:
    """Each question that is about a meeting, single ones and those in conversations, with what it is resolved to."""
    found = [(question, find(question["text"], [])) for question in QUESTIONS["questions"]]
    for conversation in QUESTIONS["conversations"]:
        earlier: list[str] = []
        for turn in conversation["turns"]:
            found.append((turn, find(turn["text"], earlier)))
            earlier += [turn["meeting"]] if "meeting" in turn else []
    return found


def find(text: str, earlier: list[str]) -> Resolution:
    return resolve(text, demo.meetings(), demo.aliases(), QUESTIONS["as_of"], earlier)


def test_the_meeting_meant_is_found() -> None:
    about_one = [(question, found) for question, found in asked() if "meeting" in question]
    for question, found in about_one:
        assert question["meeting"] in {meeting.id for meeting in found.meetings}, question["text"]
        assert not found.unknown, question["text"]
    still_open = [question["text"] for question, found in about_one if not found.certain]
    assert len(still_open) <= len(about_one) // 40, still_open


def test_ambiguous_questions_stay_open() -> None:
    ambiguous = [(question, found) for question, found in asked() if "clarify_between" in question]
    assert ambiguous
    assert [
        question["text"] for question, found in ambiguous if found.certain or len(found.meetings) < 2
    ] == []
