"""Examples made of a grammar: slots of phrasings that are filled at random, the same way every time."""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parent / "grammar"
_SLOT = re.compile(r"\{(\w+)\}")
_TRIES = 3
_LONG = 4
_LEET = str.maketrans("oieastbl", "01345781")
_BENIGN = ("hard", "sales", "stored", "stored", "long")
"""The kinds of ordinary text that an attack may hide in."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """``slots`` and ``kinds`` of each file; a phrasing looks for a slot in its own file first."""

    slots: Mapping[str, Mapping[str, Sequence[str]]]
    kinds: Mapping[str, Mapping[str, Sequence[str]]]

    def examples(self, file: str, kind: str, count: int) -> list[str]:
        """Return up to so many different examples of the kind, in a fixed order."""
        chance, found = random.Random(f"{file} {kind}"), dict[str, None]()  # noqa: S311 - not for secrets
        for _ in range(count * _TRIES):
            if len(found) == count:
                break
            text = self._filled(chance.choice(self.kinds[file][kind]), file, chance)
            found[_cased(text.strip(), chance)] = None
        return list(found)

    def _filled(self, phrasing: str, file: str, chance: random.Random) -> str:
        return _SLOT.sub(lambda slot: self._slot(slot[1], file, chance) or slot[0], phrasing)

    def _slot(self, name: str, file: str, chance: random.Random) -> str | None:
        for place in (file, "benign", "attack", "order"):
            if name in self.slots[place]:
                return self._filled(chance.choice(self.slots[place][name]), place, chance)
        kind = chance.choice(_BENIGN) if name == "benign" else name
        if kind not in self.kinds["benign"]:
            return None
        return self._filled(chance.choice(self.kinds["benign"][kind]), "benign", chance)


def read() -> Grammar:
    """Return the grammar that is kept here."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(HOME.glob("*.toml"))}
    slots, kinds = (
        {file: _lines(table[part]) for file, table in tables.items()} for part in ("slots", "kinds")
    )
    return Grammar(slots, kinds)


def _lines(blocks: Mapping[str, str]) -> dict[str, Sequence[str]]:
    return {name: block.strip("\n").split("\n") for name, block in blocks.items()}


def _cased(text: str, chance: random.Random) -> str:
    """Write the text as people do: now and then in capitals, often without any."""
    how = chance.random()
    if how < 0.08:  # noqa: PLR2004 - shares
        return text.upper()
    if how < 0.25:  # noqa: PLR2004
        return text.lower()
    return text[:1].upper() + text[1:] if how < 0.6 else text  # noqa: PLR2004


def noised(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts as people write in a hurry or in disguise: letters lost, swapped, doubled or replaced."""
    chance = random.Random(len(texts))  # noqa: S311
    yield from (" ".join(_noised(word, chance) for word in text.split()) for text in texts)


def _noised(word: str, chance: random.Random) -> str:
    if len(word) < _LONG or chance.random() < 0.5:  # noqa: PLR2004 - every other word stays
        return word
    at = chance.randrange(1, len(word) - 1)
    before, here, after = word[:at], word[at], word[at + 1 :]
    forms = (before + after, before + after[0] + here + after[1:], before + here + here + after)
    return chance.choice((*forms, before + here.translate(_LEET) + after))


def mixed(texts: Sequence[str], count: int) -> Iterator[str]:
    """Yield so many texts made of a few others, one after the other."""
    chance = random.Random(count)  # noqa: S311
    for _ in range(count):
        yield " ".join(chance.choices(texts, k=chance.randint(2, 6)))
