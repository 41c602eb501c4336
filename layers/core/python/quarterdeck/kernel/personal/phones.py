"""Which groups of digits are a phone number, by their shape or by the words before them."""

import re
from collections.abc import Sequence

_CUE = re.compile(
    r"\b(?:tele)?(?:phones?|mobile|cell(?:ular)?|landline|tel|fax|whats ?app|sms|texts?|messages?|dial|call(?:ed|s|ing)?|"
    r"ring|reach|contact|hotline|extension|ext|registered)\b",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(r"[\s\\,(-]{0,3}(?:office|fax|mobile|cell|home|work|phone|tel)\b", re.IGNORECASE)
_NOT_CALLED = re.compile(
    r"\b(?:order|invoice|ticket|account|case|claim|ref(?:erence)?|policy|version|port|card|id|iban|apt|suite|unit|box)\b"
    r"[\s.:#]*(?:(?:number|no|id|is)\b[\s.:#]*){0,2}\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FEWEST, _MOST = 7, 15


def is_phone(groups: Sequence[str], joints: Sequence[str], before: str, after: str) -> bool:
    """Tell whether the groups, joined by ``joints`` between ``before`` and ``after``, are a phone number."""
    if not _FEWEST <= len("".join(groups)) <= _MOST or _dated(groups) or _counted(groups):
        return False
    if before.rstrip("(").endswith("+"):
        return True
    if _NOT_CALLED.search(before):
        return False
    return _shaped(groups, joints, before) or bool(_CUE.search(before) or _CUE_AFTER.match(after))


def _shaped(groups: Sequence[str], joints: Sequence[str], before: str) -> bool:
    sizes, digits = [len(group) for group in groups], "".join(groups)
    if _american(sizes, groups, joints):
        return True
    if len(groups) == 1 or (set(joints) == {"."} and not digits.startswith("0")):
        return False
    if len(groups) == 2 and joints[0] == " " and sizes[1] < 6:  # noqa: PLR2004 - "0547 2437" is a house and a street's
        return False
    if digits.startswith("0") or before.endswith("("):
        return len(digits) >= (8 if digits.startswith("0") else _FEWEST) and "/" not in joints
    return len(groups) > 2 and 9 <= len(digits) <= 12 and min(sizes) > 1 and 3 <= max(sizes) <= 4  # noqa: PLR2004


def _american(sizes: list[int], groups: Sequence[str], joints: Sequence[str]) -> bool:
    """Tell whether it is a North American number: 3-3-4, perhaps after a 1, or 3-4 without its area."""
    if sizes == [3, 4]:
        return groups[0][0] not in "01" and joints[0] in {"-", "."} and not _YEAR.fullmatch(groups[1])
    return sizes == [3, 3, 4] or (sizes == [1, 3, 3, 4] and groups[0] == "1")


def _dated(groups: Sequence[str]) -> bool:
    """Tell whether a date stands among the groups: 2026-11-25, 25.11.2026."""
    sizes = [len(group) for group in groups]
    return any(
        (sizes[at] == 4 and max(sizes[at + 1 : at + 3]) <= 2 and _YEAR.fullmatch(groups[at]))  # noqa: PLR2004
        or (max(sizes[at : at + 2]) <= 2 and sizes[at + 2] == 4 and _YEAR.fullmatch(groups[at + 2]))  # noqa: PLR2004
        for at in range(len(groups) - 2)
    ) or (len(groups) > 1 and all(_YEAR.fullmatch(group) for group in groups))


def _counted(groups: Sequence[str]) -> bool:
    """Tell whether it is an amount with spaced thousands, or a row of round figures: 12 000 000, 100 200 300."""
    return len(groups) > 1 and ("000" in groups[1:] or all(group.endswith("0") for group in groups))
