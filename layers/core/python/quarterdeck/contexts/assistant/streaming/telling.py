"""What is told of a run while its answer is made."""

from typing import Protocol


class Tell(Protocol):
    """Tells that a stage begins, and what is known of it."""

    def __call__(self, stage: str, /, **facts: str) -> None: ...


def silent(_stage: str, /, **_facts: str) -> None:
    """Tell nobody: the question's answer comes in one piece."""
