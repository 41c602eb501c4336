"""Checks text that cites nothing: it may say only what its asker gave."""

from collections.abc import Iterable

from quarterdeck.contexts.assistant.verification.names import foreign, grounded
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.language.figures import Figure, figures


def only_given(text: str, given: str, names: Iterable[str] = ()) -> str:
    """Return the text without the sentences that have a figure, a name or a day which neither what was given has
    nor is among the names.
    """
    allowed = grounded("\n".join([given, *names]), (), ())
    known = figures(given)
    lines = ([line[start:end] for start, end in sentences(line)] for line in text.split("\n"))
    kept = (
        " ".join(words for words in line if not foreign(words, allowed, ()) and _figures_in(words, known))
        for line in lines
    )
    return "\n".join(kept).strip()


def _figures_in(text: str, known: set[Figure]) -> bool:
    return all(any(figure.supports(stated) for figure in known) for stated in figures(text))
