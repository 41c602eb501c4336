"""Words as rules compare them: in lower case, and without the endings of plurals, tenses and derived words."""

import re
from functools import lru_cache

from quarterdeck.services.language.numerals import NUMBERS

_WORD = re.compile(r"[$€£]|\d(?:[\d,.]*\d)?(?:st|nd|rd|th)?\b|[^\W_]+(?:['’][^\W_]+)?")


def words(text: str) -> list[str]:
    """Return the text's words in lower case, with plain apostrophes."""
    return [word.lower().replace("’", "'").replace(",", "") for word in _WORD.findall(text)]


_POSSESSIVE = re.compile(r"'(?:s|d|ll|re|ve|m)?$")
_ENDINGS = (
    re.compile(r"(?<=[^\W_]{2}[^s'])s$|(?<=ss)es$"),
    re.compile(r"(?<=[^\W_]{3})(?:ing|ed|ly)$"),
    re.compile(
        r"(?<=[^\W_]{4})(?:ion|ment|[ae]nce|(?<!\bsign)al|it[iy]|acy|ness|able|ible|ive)$|(?<=[^\W_]{3})ment$"
    ),
    re.compile(r"(?<=[^\W_]{3})(?:ie|e|y|i)$"),
)
_DOUBLED = re.compile(r"(?<=[^\W_]{2})([bdfglmnprt])\1$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the word without the endings that English puts on plurals, tenses and derived words.

    Related forms share a stem, which needn't be a word: price, prices, priced and pricing are all ``pric``.
    """
    base = _POSSESSIVE.sub("", word)
    if base in NUMBERS:
        return str(NUMBERS[base])
    for ending in _ENDINGS:
        base = ending.sub("", base)
    return _DOUBLED.sub(r"\1", base)
