"""Recall and precision over spans, exact and by overlap."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from evals.pii.dataset import Found

STRICT = frozenset("CREDIT_CARD EMAIL_ADDRESS IBAN_CODE US_SSN IP_ADDRESS PHONE_NUMBER".split())
PATTERNS = STRICT | {"DOMAIN_NAME", "US_DRIVER_LICENSE"}
WITH_ZIP = PATTERNS | {"ZIP_CODE"}
ALL = WITH_ZIP | {"STREET_ADDRESS"}

Same = Callable[[Found, Found], bool]


def exact(one: Found, other: Found) -> bool:
    """Tell whether they are the same span of the same kind."""
    return one == other


def overlap(one: Found, other: Found) -> bool:
    """Tell whether they share a character and the kind."""
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of ``expected`` spans were found, and ``fitting`` of ``found`` ones were expected."""

    expected: int
    right: int
    found: int
    fitting: int

    @property
    def recall(self) -> float | None:
        return self.right / self.expected if self.expected else None

    @property
    def precision(self) -> float | None:
        return self.fitting / self.found if self.found else None


def score(
    pairs: Sequence[tuple[Collection[Found], Collection[Found]]], kinds: Collection[str], same: Same
) -> Score:
    """Compare (expected, found) of each sentence, for these kinds alone."""
    expected = right = found = fitting = 0
    for wanted, got in pairs:
        wants, gets = [s for s in wanted if s[2] in kinds], [s for s in got if s[2] in kinds]
        expected, found = expected + len(wants), found + len(gets)
        right += sum(any(same(want, each) for each in gets) for want in wants)
        fitting += sum(any(same(want, each) for want in wants) for each in gets)
    return Score(expected, right, found, fitting)
