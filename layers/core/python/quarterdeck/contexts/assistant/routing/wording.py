"""The wording of a question as features of the linear model: its words, neighbours, and parts of words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!:\"&]|[^\x00-\x7f]")
_PART = 4
_MOST_TOKENS = 120
"""A longer question is judged by its first and last words."""


def tokens(masked: str) -> list[str]:
    """Return the lower-case words and telling marks, with what chats abbreviate written out."""
    short = _short_forms()
    found = [word for token in _TOKEN.findall(masked) for word in short.get(token, (token,))]
    half = _MOST_TOKENS // 2
    return found if len(found) <= _MOST_TOKENS else found[:half] + found[-half:]


def phrases(said: Sequence[str], prefix: str = "") -> Iterator[str]:
    """Yield each word, and each two and three neighbours with the beginning and the end counted as words."""
    framed = ("^", *said, "$")
    for length, row in ((1, said), (2, framed), (3, framed)):
        for at in range(len(row) - length + 1):
            yield prefix + "_".join(row[at : at + length])


def parts(said: Sequence[str]) -> Iterator[str]:
    """Yield the pieces of four letters of each word, so that a misspelt word is near the right one."""
    for word in said:
        if len(word) >= _PART and not word.endswith("name"):
            framed = f"<{word}>"
            yield from (f"#{framed[at : at + _PART]}" for at in range(len(framed) - _PART + 1))


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("short_forms.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {short: tuple(written.split()) for short, _, written in pairs}
