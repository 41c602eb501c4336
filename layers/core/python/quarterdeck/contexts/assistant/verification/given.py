"""Checks text that cites nothing: it may say only what its asker gave."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from quarterdeck.contexts.assistant.verification.names import foreign, grounded
from quarterdeck.contexts.assistant.verification.odd import odd, stems
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.language.figures import figures
from quarterdeck.services.language.ordinary import is_ordinary

_NUMBER = re.compile(r"\d(?:[.,\s]?\d)*")


def only_given(text: str, given: str, names: Iterable[str] = ()) -> str:
    """Return the text without the sentences that have a figure, a name, a day or an odd word which neither what was
    given has nor is among the names.
    """
    said = [given, *names]
    allowed, known = _allowed(said), figures(given)

    def is_given(words: str) -> bool:
        stated = figures(words)
        return not foreign(words, allowed, ()) and all(any(f.supports(s) for f in known) for s in stated)

    return _kept(without_others(text, said), is_given)


def without_others(text: str, said: Iterable[str]) -> str:
    """Return the text without the sentences that have a name, a day or an odd word which nothing that was said has.

    An ordinary word at a sentence's beginning counts as no name here, for it is all of the text's own.
    """
    texts = tuple(said)
    allowed, known = _allowed(texts), cache(lambda: stems(texts))
    return _kept(text, lambda words: not foreign(words, allowed, (), is_ordinary) and not odd(words, known))


def with_given_numbers(text: str, given: str) -> str:
    """Return a translation without the sentences that have a number which the given text lacks, however it is grouped.

    Its words are another language's, and can't be held to those given.
    """
    known = _numbers(given)
    return _kept(text, lambda words: _numbers(words) <= known)


def _numbers(text: str) -> set[str]:
    return {re.sub(r"\D", "", number) for number in _NUMBER.findall(text)}


def _allowed(texts: Iterable[str]) -> set[str]:
    return grounded("\n".join(texts), (), ())


def _kept(text: str, stands: Callable[[str], bool]) -> str:
    """Return the text with those of its sentences that stand."""
    lines = ([line[start:end] for start, end in sentences(line)] for line in text.split("\n"))
    return "\n".join(" ".join(filter(stands, line)) for line in lines).strip()
