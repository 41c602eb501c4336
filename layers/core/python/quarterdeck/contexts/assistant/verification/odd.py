"""Words in a text that neither English nor what its reader may know has: names of others, in whatever letters."""

import html
import re
from collections.abc import Callable, Container, Iterable
from decimal import Decimal

from quarterdeck.services.guard.normal import normalised
from quarterdeck.services.language.figures import figures
from quarterdeck.services.language.ordinary import is_ordinary
from quarterdeck.services.language.words import stem

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_]\W{1,3}){3,}[^\W\d_](?!\w)")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|a\.m|p\.m)\b")
_SHORT = 3
"""In characters: so short a code as "q3" or "b2b" is no name."""


def odd(text: str, known: Callable[[], Container[str]]) -> set[str]:
    """Return the text's words, in lower case, that are no ordinary English and whose stems aren't ``known``.

    That is asked only where there are such words: few texts have any.
    """
    strange = {word for word in _words(text) if not _is_plain(word)}
    return {word for word in strange if stem(word) not in known()} if strange else strange


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words of the texts, read as those of ``odd`` are."""
    return frozenset(stem(word) for text in texts for word in _words(text))


def _words(text: str) -> set[str]:
    """Return the words as a reader takes them: without invisible characters, and what is spelled out joined."""
    plain = _ABBREVIATED.sub(" ", normalised(html.unescape(text)).replace("_", " "))
    return set(_TOKEN.findall(_SPELLED.sub(lambda letters: re.sub(r"\W", "", letters[0]), plain)))


def _is_plain(word: str) -> bool:
    if word.isalpha() or "'" in word:
        return is_ordinary(word)
    return len(word) <= _SHORT or all(isinstance(figure.value, Decimal) for figure in figures(word))
