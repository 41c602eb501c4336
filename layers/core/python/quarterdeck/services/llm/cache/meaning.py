"""What a question asks, in a form that is equal for questions that mean the same.

Every word counts but those listed here that say nothing; so does the order of those who act and are acted on.
A rewording that the tables don't know makes another meaning, which costs a hit and never gives a wrong one.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from quarterdeck.services.llm.cache import grammar
from quarterdeck.services.llm.cache.concepts import concept
from quarterdeck.services.llm.cache.spelling import plain
from quarterdeck.services.llm.cache.wordings import one_wording

_WORD = re.compile(r"[^\W_](?:[\w.,:/&+-]*[^\W_])?|'s\b")
_NAME = re.compile(r"(?<=[^.?!\s]\s)[A-Z][\w-]*")
_LINKS = frozenset("of in on at for during".split())
_SILENT = _LINKS | frozenset(
    f"a an the 's that and really actually exactly currently already {grammar.ANYTIME} "
    "is are was were am be been being".split()
)
_PRONOUNS = {
    "i": "I", "me": "I", "my": "I", "mine": "I", "we": "WE", "us": "WE", "our": "WE", "ours": "WE", "you": "YOU",
    "your": "YOU", "yours": "YOU", "they": "THEY", "them": "THEY", "their": "THEY", "theirs": "THEY", "he": "HE",
    "him": "HE", "his": "HE", "she": "SHE", "her": "SHE", "hers": "SHE", "it": "IT", "its": "IT",
}  # fmt: skip
_SMALL = frozenset(
    "not no never none nobody nothing neither nor without except only alone but or if unless when while because before "
    "after since until till from to into onto out off up down over under above below by about than with within between "
    "per through across behind ahead against all any some every each both either most least many few several much more "
    "less other another else same different again still can could must should would might may do does did done have "
    "has had this these those last next first ago too also even once ever one someone anyone everyone so such what who "
    "where why how which whose whether will used non as".split()
)
_PERIOD = (
    r"(?:morning|afternoon|evening|night|days?|weeks?|months?|quarters?|years?|\w+day|spring|summer|autumn|fall|winter|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)"
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|now|currently|ago|recent(?:ly)?|so far|"
    rf"(?:this|next|last|past|previous|coming) (?:\d+ )?{_PERIOD})\b"
)


class Meaning(Struct, frozen=True):
    """What a question asks, word by word.

    ``kind`` is the question word. ``acting`` tells that what is asked for is done by somebody whom the question names.
    ``relative`` tells that the answer depends on the day of asking. ``apart`` are the places in ``concepts`` before
    which the question had a silent word, so that what stands there is no compound with what stands before it; in
    ``linked`` are those where it was a preposition.
    ``names`` are the concepts that were written with a capital, ``places`` the silent words that say where or what for.
    """

    kind: str
    tense: str
    acting: bool
    passive: bool
    relative: bool
    concepts: tuple[str, ...]
    apart: frozenset[int]
    linked: frozenset[int]
    names: frozenset[str]
    places: frozenset[str]


def meaning(question: str) -> Meaning:
    """Return what the question asks."""
    spelled = plain(question)
    kind, asked = grammar.split(grammar.active(_WORD.findall(one_wording(spelled))))
    words, general = grammar.without_anyone(asked)
    concepts, apart, linked = _concepts(grammar.without_helper(words))
    return Meaning(
        kind=kind,
        tense=grammar.tense(words),
        acting=kind in {"who", "what"} and grammar.acting(words),
        passive=general or grammar.passive(words),
        relative=bool(_RELATIVE.search(spelled)),
        concepts=concepts,
        apart=apart,
        linked=linked,
        names=frozenset(_concept(name.lower()) for name in _NAME.findall(question)),
        places=frozenset({"in", "on", "at", "for"}.intersection(words)),
    )


def _concepts(words: Sequence[str]) -> tuple[tuple[str, ...], frozenset[int], frozenset[int]]:
    found: list[str] = []
    apart: set[int] = set()
    linked: set[int] = set()
    for word in words:
        if word in _SILENT:
            apart.add(len(found))
            if word in _LINKS:
                linked.add(len(found))
        else:
            found.append(_concept(word))
    return tuple(found), frozenset(apart), frozenset(linked)


def _concept(word: str) -> str:
    """Return what stands for the word: capitals for pronouns and small words, which no other word is equal to."""
    return _PRONOUNS.get(word) or (word.upper() if word in _SMALL else concept(word))
