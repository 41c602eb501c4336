"""Numbers spelled out in English, written in digits: "twelve hundred", "a hundred and forty", "twenty-first"."""

import re
from collections.abc import Sequence

_CARDINALS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
""".split()
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth
""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
NUMBERS = {
    **{word: value for value, word in enumerate(_CARDINALS)},
    **{word: value for value, word in enumerate(_ORDINALS, start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{f"{word[:-1]}ieth": 10 * value for value, word in enumerate(_TENS, start=2)},
}
"""The value of each word that is a number by itself."""

_ATOM = "|".join(sorted(NUMBERS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_RUN = re.compile(
    rf"\b(?:(?:{_ATOM})|an?(?=\s(?:{_SCALE})\b))(?:(?:[\s-]+(?:and\s+)?)(?:{_ATOM}|{_SCALE})\b)*\b",
    re.IGNORECASE,
)


def in_digits(text: str) -> str:
    """Return the text with each spelled number in digits; "a dozen", halves and quarters stay words."""
    return _RUN.sub(lambda run: " ".join(map(str, _numbers(re.split(r"[\s-]+", run[0].lower())))), text)


def _numbers(words: Sequence[str]) -> list[int]:
    """Read the words as numbers, a new one wherever the last can't go on: "two three" are two."""
    numbers: list[int] = []
    total = group = 0
    room = 1
    for word in words:
        value = 1 if word in ("a", "an") else NUMBERS.get(word, -1)
        if word == "hundred":
            group, room = group * 100, 100
        elif word in _SCALES:
            total, group, room = total + (group or 1) * _SCALES[word], 0, _SCALES[word]
        elif 0 <= value < room and (total or group):
            group, room = group + value, _room(value)
        elif value >= 0:
            numbers.append(total + group)
            total, group, room = 0, value, _room(value)
    return [*numbers[1:], total + group]


def _room(value: int) -> int:
    """Return what the next word must be below to belong to the same number: after "twenty" one to nine do."""
    return 10 if value >= 20 else 1  # noqa: PLR2004 - the first of the tens
