"""Which groups of digits are a phone number, by their shape or by the words around them."""

import re

from quarterdeck.kernel.personal.window import FEWEST_DIGITS, Window

_NAMED_AFTER = re.compile(
    r"[\s\\,(-]{0,3}(?:is (?:my|his|her|our|their|the) (?:new |old |direct )?)?"
    r"(?:office|fax|mobile|cell|home|work|phone|tel|number)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST = 15
_NATIONAL = range(8, 13)  # digits, with the country's code but without its plus


def is_phone(window: Window) -> bool:
    """Tell whether the digits are a phone number (of 7 to 15 digits, ITU-T E.164) and not a date or an amount."""
    if not FEWEST_DIGITS <= len(window.digits) <= _MOST:
        return False
    return _announced(window) and not _dated(window) and not _counted(window)


def _announced(window: Window) -> bool:
    if window.lead.plus:
        return True
    called = _shaped(window) or window.lead.calls or _NAMED_AFTER.match(window.after)
    return bool(called) and not window.lead.counts


def _shaped(window: Window) -> bool:
    if _american(window):
        return True
    if len(window.groups) == 1 or _housed(window):
        return False
    if window.digits.startswith("0"):
        return len(window.digits) > FEWEST_DIGITS and "/" not in window.joints
    if set(window.joints) == {"."}:
        return False
    return window.lead.bracket or _long(window)


def _american(window: Window) -> bool:
    """Tell whether it is a North American number: 3-3-4, perhaps after a 1, or 3-4 without its area."""
    first, last = window.groups[0], window.groups[-1]
    if window.sizes == (3, 4):
        return first[0] not in "01" and window.joints[0] in {"-", "."} and not _YEAR.fullmatch(last)
    return window.sizes == (3, 3, 4) or (window.sizes == (1, 3, 3, 4) and first == "1")


def _housed(window: Window) -> bool:
    """Tell whether it may be the numbers of a house and a street: 0547 2437."""
    return len(window.groups) == 2 and window.joints[0] == " " and window.sizes[1] < 6  # noqa: PLR2004


def _long(window: Window) -> bool:
    """Tell whether it is grouped as national numbers are, and not as an amount: 699 956 915, 412 34 567."""
    grouped = len(window.groups) > 2 and min(window.sizes) > 1 and 3 <= max(window.sizes) <= 4  # noqa: PLR2004
    amount = window.sizes[0] < 3 and set(window.sizes[1:]) == {3} and window.joints[0] == " "  # noqa: PLR2004
    return (
        grouped
        and not amount
        and not window.lead.counted
        and len(set(window.joints)) == 1
        and len(window.digits) in _NATIONAL
    )


def _dated(window: Window) -> bool:
    """Tell whether a date or years stand among the groups: 2026-11-25, 25.11.2026, 2025-2026."""
    years = [bool(_YEAR.fullmatch(group)) for group in window.groups]
    if len(years) > 1 and all(years):
        return True
    short = [size < 3 for size in window.sizes]  # noqa: PLR2004 - a day's or a month's digits
    threes = range(len(years) - 2)
    return any(
        short[at + 1] and ((years[at] and short[at + 2]) or (short[at] and years[at + 2])) for at in threes
    )


def _counted(window: Window) -> bool:
    """Tell whether it is an amount with spaced thousands, or a row of round figures: 12 000 000, 100 200 300."""
    groups = window.groups
    return len(groups) > 1 and ("000" in groups[1:] or all(group.endswith("0") for group in groups))
