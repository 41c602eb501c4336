"""Numbers by their grouping: cards, social security numbers and phone numbers.

A text's groups of digits are joined over single separators, and the widest window that reads as a number of a kind
counts. Every window is bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from quarterdeck.kernel.personal import checks
from quarterdeck.kernel.personal.phones import is_phone
from quarterdeck.kernel.personal.spans import Kind, Span

_GROUP = re.compile(r"[0-9]+")
_JOINT = re.compile(r"[ \u00a0]?[-.\u2010-\u2013/]?[ \u00a0]?|\)[ \u00a0-]?|[ \u00a0]?\(|[ \u00a0]?\(0\)[ \u00a0]?")
_BROKEN_BEFORE = re.compile(r"(?:[^\W_]|[_$€£¥]|[0-9A-Za-z][-.,:/_])\Z")
_BROKEN_AFTER = re.compile(r"[^\W_]|_|[,:.][0-9A-Za-z]|-(?!(?i:office|fax|mobile|cell|home|work))[0-9A-Za-z]|[ ]?[%€£$]")
_SSN_CUE = re.compile(r"\b(?:ssn|social(?: security)?|itin|tax(?:payer)? id)\b", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS, _MOST_GROUPS = 7, 19, 8
_BEFORE, _AFTER = 40, 16
_SSN_SHAPE = (3, 2, 4)


class Window(NamedTuple):
    """Groups of digits that stand together: ``text[start:end]``, with what stands before it."""

    start: int
    end: int
    groups: tuple[str, ...]
    joints: tuple[str, ...]
    before: str
    after: str

    @property
    def digits(self) -> str:
        return "".join(self.groups)


def numbers(text: str) -> Iterator[Span]:
    """Return the cards, social security numbers and phone numbers of the text."""
    groups = [match.span() for match in _GROUP.finditer(text)]
    at = 0
    while at < len(groups):
        found = next(filter(None, (_span(text, window) for window in _windows(text, groups, at))), None)
        if found:
            yield found
        at += 1
        while found and at < len(groups) and groups[at][0] < found.end:
            at += 1


def _windows(text: str, groups: list[tuple[int, int]], at: int) -> Iterator[Window]:
    """Return the windows that begin at a group, the widest first."""
    last = at
    while last + 1 < len(groups) and last - at < _MOST_GROUPS - 1 and _joined(text, groups, last):
        last += 1
    start = groups[at][0]
    if _BROKEN_BEFORE.search(text[max(0, start - 2) : start]):
        return
    for until in range(last, at - 1, -1):
        end = groups[until][1]
        inside = groups[at : until + 1]
        fits = _FEWEST_DIGITS <= sum(e - s for s, e in inside) <= _MOST_DIGITS
        if fits and not _BROKEN_AFTER.match(text, end):
            yield _window(text, inside)


def _window(text: str, inside: list[tuple[int, int]]) -> Window:
    start, end = inside[0][0], inside[-1][1]
    joints = tuple(text[left[1] : right[0]] for left, right in pairwise(inside))
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    return Window(start, end, tuple(text[s:e] for s, e in inside), joints, before, text[end : end + _AFTER])


def _joined(text: str, groups: list[tuple[int, int]], left: int) -> bool:
    between = text[groups[left][1] : groups[left + 1][0]]
    return len(between) <= 4 and bool(_JOINT.fullmatch(between))  # noqa: PLR2004 - the longest joint


def _span(text: str, window: Window) -> Span | None:
    if _plain(window) and checks.card(window.digits):
        return Span(window.start, window.end, Kind.CARD)
    if _is_ssn(window):
        return Span(window.start, window.end, Kind.SSN)
    if is_phone(window.groups, window.joints, window.before, window.after):
        return Span(_opened(text, window), window.end, Kind.PHONE)
    return None


def _plain(window: Window) -> bool:
    return all(joint in {" ", "-", "\u00a0", ""} for joint in window.joints)


def _is_ssn(window: Window) -> bool:
    shaped = tuple(map(len, window.groups)) == _SSN_SHAPE and len(set(window.joints)) == 1
    cued = len(window.digits) == sum(_SSN_SHAPE) and _SSN_CUE.search(window.before)
    return bool(shaped or cued) and checks.ssn(window.digits)


def _opened(text: str, window: Window) -> int:
    """Return where the number begins with its plus sign or bracket."""
    start = window.start
    while start and text[start - 1] in "+(" and window.start - start < 2:  # noqa: PLR2004 - "(+"
        start -= 1
    return start
