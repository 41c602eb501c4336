"""The themes of sales talk, read from ``themes.toml``, which also says how they are meant."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from quarterdeck.services.language.words import stem


class Theme(Struct, frozen=True):
    """A theme: its name, the stems by which a question names it, what people say of it, what search looks for."""

    name: str
    asked: frozenset[str]
    said: re.Pattern[str]
    find: str


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """Return the table's themes in its order."""
    table = tomllib.loads(files(__package__).joinpath("themes.toml").read_text("utf-8"))
    return tuple(
        Theme(
            row["name"],
            frozenset(stem(word) for word in row["asked"].split()),
            re.compile("|".join(row["said"]), re.IGNORECASE),
            row["find"],
        )
        for row in table["theme"]
    )
