"""The action items of a meeting: all promises and accepted requests, each once, with its latest day."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from quarterdeck.contexts.meetings.artifacts.deadlines import deadline
from quarterdeck.contexts.meetings.artifacts.deeds import DEED
from quarterdeck.contexts.meetings.artifacts.items import as_item
from quarterdeck.contexts.meetings.artifacts.promises import is_vague, promises
from quarterdeck.contexts.meetings.artifacts.questions import called
from quarterdeck.contexts.meetings.artifacts.recaps import recaps
from quarterdeck.contexts.meetings.artifacts.sides import Sides
from quarterdeck.contexts.meetings.model import ActionItem, Quote, Turn

_REQUEST = re.compile(
    r"\b(?:(?:[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould) you|[Pp]lease)(?: (?:please|just|also|maybe|then))* "
)
_ACCEPTED = re.compile(
    r"(?:(?:um|uh|oh|well|ah|right)[,.]? )*(?:yes|yeah|yep|sure|absolutely|of course|certainly|definitely|okay|ok|"
    r"no problem|happy to|glad to|will do|can do|consider it done|i can|i'll|i will|we can|we'll|gladly|you got it)\b",
    re.IGNORECASE,
)
_DONE_AT_ONCE = re.compile(
    r"(?:give|walk|confirm|tell|do|check|have|look|ask|come|go|keep|call|compare|find)\b"
)
_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    """with that this them then your from will have also back over into they about and the for you our their his her
    all any some now out off its get""".split()
)
_TURNS_TO_ACCEPT = 2
_OPENING = 80
_SAME = 0.75
_SAME_DAY = 0.5
_REMEMBERED = 100


def action_items(
    turns: Sequence[Turn], sentences: Sequence[Sequence[Quote]], sides: Sides
) -> tuple[ActionItem, ...]:
    """Return who will do what by when, in order; ``sentences`` has those of each turn."""
    promised = [_said(turn, quotes, sides) for turn, quotes in zip(turns, sentences, strict=True)]
    items: list[ActionItem] = []
    for at, quotes in enumerate(sentences):
        for item in _accepted(at, quotes, turns, promised, sides):
            _add(items, item)
        for item in promised[at]:
            _add(items, item)
    return tuple(items)


def _said(turn: Turn, quotes: Sequence[Quote], sides: Sides) -> list[ActionItem]:
    """Return what is promised and recapped in a turn, in order."""
    recapped = (
        item for quote in quotes if not quote.text.rstrip().endswith("?") for item in recaps(quote, sides)
    )
    return sorted([*promises(turn, quotes, sides), *recapped], key=lambda item: item.quote.end)


def _accepted(
    at: int, quotes: Sequence[Quote], turns: Sequence[Turn], promised: list[list[ActionItem]], sides: Sides
) -> Iterator[ActionItem]:
    """Yield the requests of turn ``at`` that are accepted next; "I'll get that over" is then no item of its own."""
    for quote in quotes:
        said = quote.text.replace("’", "'")
        request = _REQUEST.search(said)
        reply = _acceptance(quote, turns[at + 1 : at + 1 + _TURNS_TO_ACCEPT], sides) if request else None
        if request is None or reply is None or not _is_errand(said, request.end()):
            continue
        asked = as_item(reply.speaker, quote, said, (request.end(), len(said)), deadline(said, request.end()))
        promise = next(iter(promised[reply.index]), None)
        if promise is None or (is_vague(promise.action) and (asked.due or not promise.due)):
            promised[reply.index] = promised[reply.index][1:]
            yield asked


def _acceptance(asked: Quote, following: Sequence[Turn], sides: Sides) -> Turn | None:
    expected = called(asked.text, sides)
    replies = (
        turn for turn in following if turn.speaker != asked.speaker and expected in {None, turn.speaker}
    )
    reply = next(replies, None)
    return reply if reply and _ACCEPTED.match(reply.text[:_OPENING].replace("’", "'")) else None


def _is_errand(said: str, start: int) -> bool:
    """Tell a request that takes work after the meeting from one that is answered at once."""
    return DEED.match(said, start) is not None and _DONE_AT_ONCE.match(said, start) is None


def _add(items: list[ActionItem], item: ActionItem) -> None:
    """Add the item unless it is there; said again with another day, it takes the place of what was said before."""
    same = next((other for other in items[-_REMEMBERED:] if _is_same(other, item)), None)
    if same is None or (item.due and item.due != same.due):
        items.append(item)
        if same:
            items.remove(same)


def _is_same(one: ActionItem, other: ActionItem) -> bool:
    ours, theirs = _matter(one), _matter(other)
    if one.owner != other.owner or not ours or not theirs:
        return one == other
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    if one.due and other.due:
        enough = _SAME_DAY if one.due[-4:] == other.due[-4:] else _SAME
        return shared >= enough and min(len(ours), len(theirs)) > 1
    return shared >= _SAME


@lru_cache(maxsize=1_000)
def _matter(item: ActionItem) -> frozenset[str]:
    """Return the words for what the item is about: those of its action but the verb and the owner's name."""
    said = [word.lower().removesuffix("s") for word in _WORD.findall(item.action)[1:]]
    return frozenset(said) - _COMMON - set(item.owner.lower().split())
