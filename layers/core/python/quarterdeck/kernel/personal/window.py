"""Groups of digits that stand together in a text, and the words that lead up to them."""

import re
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

FEWEST_DIGITS, MOST_DIGITS = 7, 19
_BEFORE, _AFTER = 40, 16
_CALLS = re.compile(
    r"\b(?:(?:tele|cell)?(?:phones?|mobile|mob|cell(?:ular)?|landline|tel|fax|ph|voice ?mail|whats ?app|sms|"
    r"texts?|messages?)|"
    r"dial(?:l?ed)?|call(?:ed|s|ing)?|ring|reach|contact|hotline|extension|ext|registered|"
    r"(?:my|his|her|our|your|their|whose|new|old|home|work|office|direct|emergency|following) (?:\w+ )?numbers?)\b|"
    r"^\W*[TMPF][.:]",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(?:order|invoice|ticket|account|case|claim|ref(?:erence)?|policy|version|port|card|id|iban|apt|suite|unit|box)\b"
    r"[\s.:#]*(?:(?:number|no|id|is)\b[\s.:#]*){0,2}\Z",
    re.IGNORECASE,
)
_SECURES = re.compile(r"\b(?:ssn|social(?: security)?|itin|tax(?:payer)? id)\b", re.IGNORECASE)


class Lead(Struct, frozen=True, dict=True):
    """The words of the same line before a number, asked once for all windows that begin there."""

    before: str

    @classmethod
    def of(cls, text: str, start: int) -> "Lead":
        return cls(text[max(0, start - _BEFORE) : start].rpartition("\n")[2])

    @cached_property
    def calls(self) -> bool:
        """Tell whether they announce a phone number."""
        return bool(_CALLS.search(self.before))

    @cached_property
    def counts(self) -> bool:
        """Tell whether they announce a number of something else."""
        return bool(_COUNTS.search(self.before))

    @cached_property
    def secures(self) -> bool:
        """Tell whether they announce a social security number."""
        return bool(_SECURES.search(self.before))

    @property
    def opening(self) -> int:
        """Return how many characters before the first digit belong to the number: its plus sign and bracket."""
        return len(self.before) - len(self.before[-2:].rstrip("+(")) - len(self.before[:-2])

    @property
    def plus(self) -> bool:
        return self.before.rstrip("(").endswith("+")

    @property
    def counted(self) -> bool:
        """Tell whether a longer row of digits goes before: this is only the end of it."""
        return self.before[-2:-1].isdigit()

    @property
    def bracket(self) -> bool:
        return self.before.endswith("(")


class Window(Struct, frozen=True, dict=True):
    """``text[start:end]``: the ``groups`` of digits, the ``joints`` between them, and what stands around."""

    start: int
    end: int
    groups: tuple[str, ...]
    joints: tuple[str, ...]
    lead: Lead
    after: str

    @classmethod
    def of(cls, text: str, inside: list[tuple[int, int]], lead: Lead) -> "Window":
        start, end = inside[0][0], inside[-1][1]
        groups = tuple(text[begin:until] for begin, until in inside)
        joints = tuple(text[left[1] : right[0]] for left, right in pairwise(inside))
        return cls(start, end, groups, joints, lead, text[end : end + _AFTER])

    @cached_property
    def digits(self) -> str:
        return "".join(self.groups)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return tuple(map(len, self.groups))
