"""What a word is about, so that ways to say a thing that no example had are known by what they say."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_MARKS = {".", "!", "?", ":", '"', "<", ">", "[", "]", "{", "}", "#", "|", "/", "=", ";", "。", "？"}
"""Marks count as ideas: they begin and end sentences, quotes and markup."""


@lru_cache(maxsize=20_000)
def idea(word: str) -> str:
    """Return the name of the word's idea, or nothing; marks stand for themselves."""
    if word in _MARKS:
        return word
    entire, stems = _lexicon()
    if word in entire:
        return entire[word]
    longest = (stems[word[:end]] for end in range(len(word), 1, -1) if word[:end] in stems)
    return next(longest, "")


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str]]:
    """Return the idea of each whole word and of each stem; where two ideas claim one, the first has it."""
    entire: dict[str, str] = {}
    stems: dict[str, str] = {}
    for name, block in tomllib.loads(files(__package__).joinpath("ideas.toml").read_text("utf-8")).items():
        for entry in block.split():
            bare = entry.removesuffix("*")
            (stems if bare != entry else entire).setdefault(bare, name)
    return entire, stems
