"""Which meetings a question means by their kind: "the pilot review", "the pricing call"."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from quarterdeck.contexts.meetings.meeting_words import KINDS, PLAIN, QUALIFIERS
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve.names import keys

_JOINED = re.compile(r"\b(kick|check|close|walk|follow)[- ](off|in|out|through|up)\b", re.IGNORECASE)
_QBR = re.compile(r"\bqbr\b", re.IGNORECASE)
_SAME = {
    "demonstration": "demo",
    "demos": "demo",
    "reviews": "review",
    "infosec": "security",
    "intro": "discovery",
    "introductory": "discovery",
}
_PLAIN = re.compile(PLAIN)
_KIND = re.compile(KINDS)
_QUALIFIER = re.compile(QUALIFIERS)
_NOT_TELLING = re.compile(
    rf"{PLAIN}|an?|and|the|of|on|in|for|with|to|at|by|our|\d+|january|february|march|april|may|june|july|august|"
    r"september|october|november|december"
)
_OPENS = re.compile(
    r"the|an?|our|my|this|that|last|latest|first|second|third|recent|previous|their|your|same|other"
)
_WITHOUT_ARTICLE = re.compile(r"demo|kickoff|discovery")
_AFTER_QUALIFIER_ONLY = re.compile(r"close|opening")
_BROAD = frozenset(["review"])


def kind(text: str, meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """Return the words that say which kind of meeting is meant, in order; empty where none do.

    A word counts where it stands before a word for meetings ("pricing call") or is one itself ("the demo"), and if
    it is common for kinds or occurs in a title.
    """
    said = ["", *_words(text)]
    named = {word for meeting in meetings for word in keys(meeting.company)}
    titled = {word for meeting in meetings for word in _title(meeting.title, meeting.company)}
    telling = [word in titled or bool(_QUALIFIER.fullmatch(word) or _KIND.fullmatch(word)) for word in said]
    for at, word in enumerate(said):
        plain = _PLAIN.fullmatch(word)
        if at + 1 < len(said) and (_PLAIN.fullmatch(said[at + 1]) or _KIND.fullmatch(said[at + 1])):
            continue
        if plain or (_KIND.fullmatch(word) and (telling[at - 1] or _is_noun(word, said[at - 1], named))):
            first = next(back + 1 for back in range(at - 1, -1, -1) if not telling[back])
            if found := said[first : at + (not plain)]:
                return tuple(found)
    return ()


def of_kind(meetings: Sequence[Meeting], wanted: tuple[str, ...]) -> list[Meeting]:
    """Return the meetings whose titles fit the words best; none where each title lacks a telling word of them."""
    telling = set(wanted) - _BROAD or set(wanted)
    fits = {
        m.id: _fit(_title(m.title, m.company), wanted)
        for m in meetings
        if telling <= set(_title(m.title, m.company))
    }
    best = max(fits.values(), default=0)
    return [meeting for meeting in meetings if fits.get(meeting.id) == best]


def _fit(title: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    return len(set(title) & set(wanted)) + len(set(pairwise(title)) & set(pairwise(wanted)))


@lru_cache(maxsize=10_000)
def _title(title: str, company: str) -> tuple[str, ...]:
    """Return the words of a title that tell its meeting from others of the company."""
    own = keys(company)
    return tuple(word for word in _words(title) if word not in own and not _NOT_TELLING.fullmatch(word))


def _words(text: str) -> list[str]:
    joined = _QBR.sub("quarterly review", _JOINED.sub(r"\1\2", text))
    return [_SAME.get(word, word) for word in keys(joined)]


def _is_noun(word: str, before: str, named: set[str]) -> bool:
    """Tell "the review" and "the Acme review" from "they review" and "in review"."""
    if _AFTER_QUALIFIER_ONLY.fullmatch(word):
        return False
    return bool(_OPENS.fullmatch(before) or before in named or _WITHOUT_ARTICLE.fullmatch(word))
