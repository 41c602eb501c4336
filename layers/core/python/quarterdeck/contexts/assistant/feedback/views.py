"""What callers see of ratings and examples."""

from typing import Any

from quarterdeck.contexts.assistant.feedback.model import Example, Rating


def rating_view(rating: Rating) -> dict[str, Any]:
    """Return a rating, JSON-ready."""
    meant = rating.correction
    return {
        "run_id": rating.run_id,
        "person": rating.person,
        "verdict": rating.verdict.value,
        "comment": rating.comment,
        "correction": {"intent": meant.intent, "contract": meant.contract, "text": meant.text}
        if meant
        else None,
        "channel": rating.channel.value,
        "version": rating.version,
        "at": rating.at.isoformat(),
    }


def example_view(example: Example) -> dict[str, Any]:
    """Return an example in the form that routing is trained and measured with."""
    return {
        "id": example.id,
        "text": example.text,
        "intent": example.intent.value,
        "contract": example.contract,
        "thread": [{"role": role, "text": text} for role, text in example.thread],
        "source": "feedback",
    }
