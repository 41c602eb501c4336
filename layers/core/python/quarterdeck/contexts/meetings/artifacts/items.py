"""From a clause of a sentence to an action item."""

import re

from quarterdeck.contexts.meetings.artifacts.sides import Sides
from quarterdeck.contexts.meetings.artifacts.talk import fluent
from quarterdeck.contexts.meetings.model import ActionItem, Quote

_CLOSING = re.compile(r"[\s,;.!?–—-]+(?:(?:and|but|so|or|then)[\s,.]*)*$")


def as_item(
    owner: str, quote: Quote, said: str, clause: tuple[int, int], due: tuple[int, int] | None
) -> ActionItem:
    """Return the item that a clause of the sentence says, without the day at its end.

    ``said`` is the sentence with plain apostrophes; ``clause`` and ``due`` are (start, end) in it.
    """
    start, end = clause
    words = _CLOSING.sub("", said[start:end])
    until = _CLOSING.sub("", said[start : due[0]]) if due and start < due[0] else words
    if due and start + len(words) <= due[1] and " " in until:
        words = until
    action = fluent(words)
    return ActionItem(owner, action[:1].upper() + action[1:], quote.text[slice(*due)] if due else None, quote)


def owner(name: str | None, quote: Quote, sides: Sides) -> str:
    """Return the person named, the speaker for no name and for "me", or the name itself if nobody known has it."""
    return quote.speaker if name is None or name == "me" else sides.person(name) or name
