"""The words of a question, and the companies and people that it names among those of the meetings."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from quarterdeck.contexts.meetings.resolve.names import WORD, Names, is_also_a_word, keys

_TYPO_LENGTH = 6
_TYPO_RATIO = 0.86
_LONGEST = 6


class Word(Struct, frozen=True):
    """A word of the question: as compared (lower case, no possessive), as written, and where."""

    key: str
    written: str
    start: int


class Mention(Struct, frozen=True):
    """A name in the question: words ``first`` up to ``last``, and all whom it may mean."""

    first: int
    last: int
    names: frozenset[str]


def words(text: str) -> list[Word]:
    """Return the words of the text; ``&`` counts as "and"."""
    return [Word(keys(match[0])[0], match[0], match.start()) for match in WORD.finditer(text)]


def mentions(said: Sequence[Word], names: Names) -> list[Mention]:
    """Return where the question says one of the names, in any case, the longest where they overlap."""
    found: list[Mention] = []
    spelt = tuple(word.key for word in said)
    at = 0
    while at < len(said):
        mention = _longest(said, spelt, at, names)
        if mention:
            found.append(mention)
        at = mention.last if mention else at + 1
    return found


def misspelt(said: Sequence[Word], names: Names) -> list[Mention]:
    """Return the words that are written as names and are very nearly one single-worded name, and no other."""
    found = []
    single = [
        (name[0], meant) for name, meant in names.items() if len(name) == 1 and len(name[0]) >= _TYPO_LENGTH
    ]
    named = _written_as_names(said)
    for at, word in enumerate(said):
        if len(word.key) >= _TYPO_LENGTH and named[at]:
            near = {meant for name, meant in single if name[0] == word.key[0] and _nearly(word.key, name)}
            if len(near) == 1:
                found.append(Mention(at, at + 1, near.pop()))
    return found


def as_names(said: Sequence[Word], found: Iterable[Mention]) -> list[Mention]:
    """Return those mentions that can't be everyday words: of several words, or written as names.

    A name is written with a capital, unless the question has none at all.
    """
    named = _written_as_names(said)
    return [mention for mention in found if mention.last - mention.first > 1 or named[mention.first]]


def _written_as_names(said: Sequence[Word]) -> list[bool]:
    """Tell of each word whether it is written as a name: any is where the question has no capitals at all."""
    capitals = [word.written[0].isupper() for word in said]
    return capitals if any(capitals) else [True] * len(said)


def _longest(said: Sequence[Word], spelt: tuple[str, ...], at: int, names: Names) -> Mention | None:
    for last in range(min(len(said), at + _LONGEST), at, -1):
        meant = names.get(spelt[at:last])
        if meant and (last > at + 1 or not _is_common(said, at)):
            return Mention(at, last, meant)
    return None


def _is_common(said: Sequence[Word], at: int) -> bool:
    """Tell a word that is also a name from the name ("Will they sign?", "What did Will sign?")."""
    word = said[at]
    as_name = word.written[0].isupper() and (at > 0 or len(word.written) > len(word.key))
    return is_also_a_word(word.key) and not as_name


def _nearly(word: str, name: str) -> bool:
    if abs(len(word) - len(name)) > 1 or word == name:
        return False
    return SequenceMatcher(None, word, name).ratio() >= _TYPO_RATIO
