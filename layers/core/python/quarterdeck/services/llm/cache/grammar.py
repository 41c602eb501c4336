"""The grammar of a question's words: its question word, its tense, who acts, and what is only a helping verb."""

from collections.abc import Sequence
from itertools import pairwise

from quarterdeck.services.llm.cache.stems import IRREGULAR, NO_TENSES

KINDS = frozenset(
    "who whom whose what when where why how how-many how-often how-to how-fast how-far what-time".split()
)
BE = frozenset("is are was were am be been being".split())
WHETHER = "whether"
ANYTIME = "anytime"
"""Stands for the verb where the wording had none: a list of something."""

_HELPERS = frozenset("do does did will would can could should must may might shall".split())
_BEFORE_KIND = BE | _HELPERS | frozenset("in on at from for to with by of".split())
_OPENERS = BE | _HELPERS | {"has", "have", "had"}
_PASTS = frozenset(IRREGULAR) - NO_TENSES
_STATES = frozenset(
    "certified worried concerned located scheduled automated interested satisfied related".split()
)
_ANYONE = frozenset("anyone anybody someone somebody".split())
_PHRASE_ENDS = BE | _HELPERS | KINDS | frozenset(
    "not no or but if unless when while because before after since until from to into onto out off up down over under "
    "above below than with within between per through against in on at of for during about have has had that".split()
)  # fmt: skip


def split(words: list[str]) -> tuple[str, list[str]]:
    """Return the question word and the other words; a yes-or-no question has "whether", others none."""
    at = next((place for place, word in enumerate(words) if word in KINDS), len(words))
    if at < len(words) and _BEFORE_KIND.issuperset(words[:at]):
        return "who" if words[at] == "whom" else words[at], [*words[:at], *words[at + 1 :]]
    if words and words[0] == WHETHER:
        return WHETHER, words[1:]
    return (WHETHER if words and words[0] in _OPENERS else ""), words


def tense(words: Sequence[str]) -> str:
    """Return ``past``, ``present``, ``future``, or nothing where the wording has no verb, by the first verb found."""
    for word in words:
        if word == ANYTIME:
            return _participle(words)
        if word in {"will", "shall"}:
            return "future"
        if word in {"did", "was", "were", "had"} or is_past(word):
            return "past"
        if word in {"has", "have"} and any(is_past(other) for other in words):
            return "past"
        if word in BE or word in {"do", "does", "has", "have"}:
            return "present"
    return "present"


def _participle(words: Sequence[str]) -> str:
    """Return what a list of "deals closed" or "deals closing" tells of the time."""
    if any(map(is_past, words)):
        return "past"
    return "present" if any(word.endswith("ing") and len(word) > 5 for word in words) else ""  # noqa: PLR2004


def is_past(word: str) -> bool:
    """Tell whether the word looks like a past form or a participle."""
    return word in _PASTS or (word.endswith("ed") and len(word) > 4 and not word.endswith("eed"))  # noqa: PLR2004


def passive(words: Sequence[str]) -> bool:
    """Tell whether something is done to the subject."""
    first = next((place for place, word in enumerate(words) if word in BE), len(words))
    return any(is_past(word) and word not in _STATES for word in words[first + 1 :])


def acting(words: Sequence[str]) -> bool:
    """Tell whether a question for who or what has somebody else who acts: "who did we call", not "who called"."""
    return any(word in _HELPERS for word in words[:4])


def active(words: list[str]) -> list[str]:
    """Turn "was the quote sent by Hollis" into "did Hollis send the quote"."""
    by = words.index("by") if "by" in words else 0
    be = next((place for place, word in enumerate(words[:by]) if word in BE), None)
    end = next((place for place in range(by + 1, len(words)) if words[place] in _PHRASE_ENDS), len(words))
    if be is None or end == by + 1 or not is_past(words[by - 1]):
        return words
    helper = "did" if words[be] in {"was", "were"} or "been" in words[be:by] else "does"
    patient = [word for word in words[be + 1 : by - 1] if word not in BE]
    return [*words[:be], helper, *words[by + 1 : end], words[by - 1], *patient, *words[end:]]


def without_anyone(words: list[str]) -> tuple[list[str], bool]:
    """Leave out a subject that is anyone, or us in general: "do we store it" and "is it stored" ask the same."""
    for at, (helper, subject) in enumerate(pairwise(words)):
        general = helper in {"do", "can"} and subject == "we"
        if general or (helper == "did" and subject in _ANYONE):
            return [*words[: at + 1], *words[at + 2 : at + 3], "that", *words[at + 3 :]], True
    return words, False


def without_helper(words: Sequence[str]) -> list[str]:
    """Leave out the helping verb, which tense tells of; a main verb "do" or "have" stays."""
    helper = next(
        (place for place, word in enumerate(words) if word in {"do", "does", "did", "will", "shall"}), None
    )
    perfect = next((place for place, word in enumerate(words) if word in {"has", "have", "had"}), None)
    if helper is None and perfect is not None and any(is_past(word) for word in words[perfect + 1 :]):
        helper = perfect
    return [word for place, word in enumerate(words) if place != helper]
