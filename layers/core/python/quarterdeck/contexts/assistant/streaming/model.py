"""The events of a run, and how its answer is cut into them."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct

from quarterdeck.contexts.assistant.model import Question

T = TypeVar("T")

CHANNEL = "socket"
PIECES = 60
"""The most texts that an answer is cut into: its claims are added with them in one transaction, of 100 rows at most."""
GROUPS = 30

_SENTENCE = re.compile(r".+?(?:[.!?]\s+|\n+|$)|\s+", re.DOTALL)


class Kind(StrEnum):
    """What an event tells; END is a run's last one."""

    ACCEPTED = "accepted"
    STAGE = "stage"
    TEXT = "text"
    CITATIONS = "citations"
    END = "end"


class Told(Struct, frozen=True):
    """What happened, before it has a place among the run's events."""

    kind: Kind
    data: dict[str, Any]


class Event(Struct, frozen=True):
    """The run's event number ``id``; the first is 1, and none is left out."""

    id: int
    kind: Kind
    data: dict[str, Any]


def is_streamed(question: Question) -> bool:
    """Return whether somebody listens to the question's run."""
    return question.reply_to is not None and question.reply_to.channel == CHANNEL


def pieces(text: str) -> list[str]:
    """Return the text sentence by sentence; put together they are the text again."""
    return ["".join(group) for group in groups(_SENTENCE.findall(text), PIECES)]


def groups(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return the items in ``most`` groups at most, in order, one item a group where that is enough."""
    size = max(1, -(-len(items) // most))
    return [items[start : start + size] for start in range(0, len(items), size)]
