"""Numbers by their grouping: cards, social security numbers and phone numbers.

A text's groups of digits are joined over single separators, and the widest window that reads as a number of a kind
counts. Every window is bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from quarterdeck.kernel.personal import checks
from quarterdeck.kernel.personal.phones import is_phone
from quarterdeck.kernel.personal.spans import Kind, Span
from quarterdeck.kernel.personal.window import FEWEST_DIGITS, MOST_DIGITS, Lead, Window

_GROUP = re.compile(r"[0-9]+")
_JOINT = re.compile(
    r"[ \u00a0]?[-.\u2010-\u2013/]?[ \u00a0]?|\)[ \u00a0-]?|[ \u00a0]?\(|[ \u00a0]?\(0\)[ \u00a0]?"
)
_LONGEST_JOINT = 4
_BROKEN_BEFORE = re.compile(r"(?:[^\W_]|[_$€£¥]|[0-9A-Za-z][-.,:/_])\Z")
_BROKEN_AFTER = re.compile(
    r"[^\W_]|_|[,:.][0-9A-Za-z]|-(?!(?i:office|fax|mobile|cell|home|work))[0-9A-Za-z]|[ ]?[%€£$]"
)
_MOST_GROUPS = 6
_SSN_SHAPE = (3, 2, 4)

Group = tuple[int, int]


def numbers(text: str) -> Iterator[Span]:
    """Return the cards, social security numbers and phone numbers of the text."""
    groups = [match.span() for match in _GROUP.finditer(text)]
    joined = [_joined(text, left, right) for left, right in pairwise(groups)]
    past = 0
    for at, (start, _) in enumerate(groups):
        if start < past or _BROKEN_BEFORE.search(text[max(0, start - 2) : start]):
            continue
        found = next(filter(None, map(_span, _windows(text, groups, joined, at))), None)
        if found:
            past = found.end
            yield found


def _joined(text: str, left: Group, right: Group) -> bool:
    near = right[0] - left[1] <= _LONGEST_JOINT
    return near and bool(_JOINT.fullmatch(text, left[1], right[0]))


def _windows(text: str, groups: list[Group], joined: list[bool], at: int) -> Iterator[Window]:
    """Return the windows that begin at a group, the widest first: all that is joined on, or a few groups of it."""
    last = at
    while last < len(joined) and joined[last] and last - at < MOST_DIGITS:
        last += 1
    alone = at == 0 or not joined[at - 1]
    lead = Lead.of(text, groups[at][0])
    for until in range(last, at - 1, -1):
        inside = groups[at : until + 1]
        if (len(inside) <= _MOST_GROUPS or (alone and until == last)) and _fits(text, inside):
            yield Window.of(text, inside, lead)


def _fits(text: str, inside: list[Group]) -> bool:
    fits = FEWEST_DIGITS <= sum(end - start for start, end in inside) <= MOST_DIGITS
    return fits and not _BROKEN_AFTER.match(text, inside[-1][1])


def _span(window: Window) -> Span | None:
    if not window.lead.plus and _plain(window) and checks.card(window.digits):
        return Span(window.start, window.end, Kind.CARD)
    if _is_ssn(window):
        return Span(window.start, window.end, Kind.SSN)
    if is_phone(window):
        return Span(window.start - window.lead.opening, window.end, Kind.PHONE)
    return None


def _plain(window: Window) -> bool:
    return all(joint in {" ", "-", "\u00a0"} for joint in window.joints)


def _is_ssn(window: Window) -> bool:
    if len(window.digits) != sum(_SSN_SHAPE) or not checks.ssn(window.digits):
        return False
    shaped = window.sizes == _SSN_SHAPE and len(set(window.joints)) == 1
    return shaped or window.lead.secures
