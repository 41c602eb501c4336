"""Names of people who are known: whole, or by one part as colleagues do."""

import re
from collections.abc import Iterable, Iterator

from quarterdeck.kernel.personal import Kind, Span

_COMMON = frozenset(
    """
account april art august bell best bill bob bush chase christian church cook customer dale day dean dick drew early
faith field fields fox frank gates gene glen golden grace grant green hall heath hill hope iris ivy jack jade
jasmine jean joy june king knight lane lily little long love manager mark marsh max may melody miles noble olive
page park parks pat pearl penny peter porter price product rain ray reed rich rivers rob robin rose ruby rusty sales
short sky small snow south speaker stone summer sunny support sweet swift team tony victor violet wade ward weeks
west white will wise wood woods young
""".split()
)
_FEWEST_LETTERS = 3
_START = re.compile(r"(?:\A|[.!?:\n]\W{0,3})\Z")


class Names:
    """Finds the people of whom it was given the names.

    A whole name is found in any case. One part of it is found as it is written in the name; where that part is also a
    common word ("Will", "Grace"), not at the beginning of a sentence.
    """

    def __init__(self, names: Iterable[str]) -> None:
        whole = sorted({name.strip() for name in names if _named(name)}, key=len, reverse=True)
        parts = {part for name in whole for part in name.split() if _called(part)}
        self._whole = _any(whole, re.IGNORECASE)
        self._parts = _any(sorted(parts, key=len, reverse=True), re.NOFLAG)

    def spans(self, text: str) -> Iterator[Span]:
        """Return where the people are named."""
        for match in self._whole.finditer(text):
            yield Span(match.start(), match.end(), Kind.PERSON)
        for match in self._parts.finditer(text):
            if match[0].casefold() not in _COMMON or not _START.search(
                text[max(0, match.start() - 4) : match.start()]
            ):
                yield Span(match.start(), match.end(), Kind.PERSON)


def _named(name: str) -> bool:
    return any(map(_called, name.split())) and name.strip().casefold() not in _COMMON


def _called(part: str) -> bool:
    """Tell whether the part of a name can stand for the person by itself."""
    return (
        len(part) >= _FEWEST_LETTERS
        and part[0].isupper()
        and part.replace("-", "").replace("'", "").isalpha()
    )


def _any(words: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """Return a pattern of any of the words, none inside a placeholder; it finds nothing where there are none."""
    choice = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<![\w\[])(?:{choice})(?![\w\]])" if choice else r"(?!)", flags)
