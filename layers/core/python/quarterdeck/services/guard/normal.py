"""Text as a reader would take it, whatever tricks its characters play."""

import html
import re
import unicodedata

_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}
"""Unicode's invisible tag characters, each a copy of an ASCII one."""

_QUOTES = str.maketrans("‘’‚‛“”„‟′″", "''''\"\"\"\"'\"")
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнгАЕОРСУХІЈЅНКМТВαεορτυικνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhlkmtbhrAEOPCYXIJSHKMTBaeoptuiknABEZHIKMNOPTYX",
)
_LEET = str.maketrans("0134578@$!|", "oieastbasil")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[\w@$!|]+")
_SPACED = re.compile(r"(?<![\w])(?:\w[ ._*\-]){3,}\w(?!\w)")
_GAPS = re.compile(r"[ ._*\-]")
_LATIN = re.compile(r"[a-zA-Z]")
_OTHER = re.compile(r"[\u0370-\u04ff\u0500-\u052f]")
_HIDES_LETTERS = re.compile(r"[0134578@$!|]")


def normalised(text: str) -> str:
    """Return the text in lower case and compatibility form, without invisible characters and stacked accents.

    Normalising again changes nothing: https://unicode.org/reports/tr15, form NFKC.
    """
    before, now = None, text
    while now != before:
        before, now = now, _once(now)
    return now


def _once(text: str) -> str:
    if text.isascii():
        return text.lower()
    shown = unicodedata.normalize("NFKC", text.translate(_TAGS).translate(_QUOTES)).lower()
    shown = _MARKS.sub("", shown)
    return "".join(char for char in shown if unicodedata.category(char) != "Cf")


def unmasked(text: str) -> str:
    """Return normalised text with lookalike letters, digits for letters, spaced letters and entities undone."""
    plain = normalised(html.unescape(text))
    joined = _SPACED.sub(lambda spaced: _GAPS.sub("", spaced[0]), plain)
    return _WORD.sub(lambda word: _unmasked(word[0]), joined)


def _unmasked(word: str) -> str:
    if not _LATIN.search(word):
        return word
    word = word.translate(_LOOKALIKES) if _OTHER.search(word) else word
    return word.translate(_LEET) if _HIDES_LETTERS.search(word) else word
