"""Names and days in a claim that its evidence doesn't have."""

import re
from collections.abc import Callable, Iterable

from quarterdeck.contexts.assistant.terms import STOP
from quarterdeck.services.language.numerals import NUMBERS
from quarterdeck.services.language.ordinary import is_ordinary
from quarterdeck.services.language.words import stem

_WORD = re.compile(r"[^\W\d_]+(?:['’&.-][^\W\d_]+)*")
_OPENING = re.compile(r"(?:\A|[.!?:;…\n(\[]|(?:\A|\s)(?:[\"“‘•-]|\*{1,2}))\s*(?:[\"“‘]|\*{2})?\Z")
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_CALENDAR = frozenset((*_DAYS, *_MONTHS)) - {"may", "march"}
_SHORT = {name[:3]: name for name in (*_DAYS, *_MONTHS)}
_SHORT |= {"sept": "september", "tues": "tuesday", "thurs": "thursday"}
_MAY = re.compile(
    r"\bMay\s(?:the\s)?\d|\d(?:st|nd|rd|th)?\s(?:of\s)?May\b|\b(?:in|by|until|since|of|this|next|last|mid)[\s-]May\b"
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|(?:this|next|last|end of|end of the)"
    r"\s(?:week|month|quarter|year|spring|summer|autumn|fall|winter))\b",
    re.IGNORECASE,
)
_COMMON_WORDS = """
    next step steps decision decisions question answer owner due key point points summary note notes
    follow main overall however meanwhile finally lastly later earlier currently instead still although
    despite unless everyone everybody nobody none neither either several few another nothing price cost
    budget customers today yes theme proof situation need value
"""
_NO_NAMES = STOP | {*NUMBERS, "hundred", "thousand", "million", "billion"}
_COMMON = _NO_NAMES | frozenset(_COMMON_WORDS.split())
_COMMON_ENDING = re.compile(r"(?:ing|tion|sion|ment|ity|ness|ance|ence|ship|ly)\Z")


def canonical(word: str) -> str:
    """Return the word in lower case, without a possessive, and days and months in full."""
    plain = re.sub(r"['’]s?\Z", "", word.lower()).rstrip(".")
    return _SHORT.get(plain, plain) if word[0].isupper() else plain


def words_of(text: str) -> set[str]:
    """Return the text's words in canonical form, the parts of joined ones as well."""
    joined = [word[0] for word in _WORD.finditer(text)]
    return {canonical(part) for word in joined for part in (word, *re.split(r"[&.-]", word)) if part}


def grounded(text: str, speakers: Iterable[str], people: Iterable[str]) -> set[str]:
    """Return the words that a claim may use as names: those quoted, of who said them, and of people they name.

    A person is named by a part of the name that no other of the people has.
    """
    here = words_of(text) | _days_in(text) | {word for speaker in speakers for word in words_of(speaker)}
    everybody = {person: words_of(person) for person in people}
    for parts in everybody.values():
        others = [theirs for theirs in everybody.values() if theirs is not parts]
        if any(part in here and not any(part in theirs for theirs in others) for part in parts - _COMMON):
            here |= parts
    return here


def _opens(word: str) -> bool:
    """Tell whether the lower-case word may well begin a sentence of a claim and be no name."""
    return word in _COMMON or (_COMMON_ENDING.search(word) is not None and is_ordinary(word))


def foreign(
    text: str, allowed: set[str], people: Iterable[str], opens: Callable[[str], bool] = _opens
) -> set[str]:
    """Return the names, days and months of the text that are not among the ``allowed`` words.

    A word that begins a sentence is no name if it ``opens`` one, or is akin to an allowed word.
    """
    known = {part for person in people for part in words_of(person)} - _COMMON
    akin = {stem(word) for word in allowed}

    def begins(word: str) -> bool:
        return opens(word) or stem(word) in akin

    found = {canonical(word[0]) for word in _WORD.finditer(text) if _is_name(word, text, known, begins)}
    return (found - allowed) | (_days_in(text) - allowed)


def _days_in(text: str) -> set[str]:
    """Return the relative days, such as "next week", and whether the month of May is meant, not the verb."""
    return {match[0].lower() for match in _RELATIVE.finditer(text)} | (
        {"in May"} if _MAY.search(text) else set()
    )


def _is_name(word: re.Match[str], text: str, known: set[str], begins: Callable[[str], bool]) -> bool:
    plain = canonical(word[0])
    if plain in known or plain in _CALENDAR or not word[0].isascii():
        return True
    if not word[0][0].isupper() or plain in _NO_NAMES or len(plain) == 1:
        return False
    if not _OPENING.search(text, 0, word.start()):
        return True
    before_name = re.match(r"\s[A-Z][a-z]", text[word.end() :])
    return bool(before_name) or not begins(plain)
