"""What is measured, from raw outcomes to figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any, TypeVar

from bench.corpus import Meeting

Result = TypeVar("Result")


def rank(results: Iterable[Result], is_right: Callable[[Result], bool]) -> int | None:
    """Return the place of the first right result, counted from zero, or None."""
    return next((place for place, result in enumerate(results) if is_right(result)), None)


def share_within(ranks: Sequence[int | None], limit: int) -> float:
    """Return the share of the ranks that are among the first ``limit``."""
    return fmean(rank is not None and rank < limit for rank in ranks)


def percentile(values: Iterable[float], percent: int) -> float:
    """Return the nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def verbatim(answer: Mapping[str, Any], meetings: Mapping[str, Meeting]) -> list[bool]:
    """Tell of each quote that the answer shows whether its turn says it, word for word, at the place it names.

    ``meetings`` are by the id that the service gave them.
    """
    citations = [citation for claim in answer["claims"] for citation in claim["citations"]]
    return [_is_there(citation, meetings[citation["meeting_id"]]) for citation in citations]


def _is_there(citation: Mapping[str, Any], meeting: Meeting) -> bool:
    speaker, text = meeting.turns[citation["turn"]]
    said = text[citation["start"] : citation["end"]]
    return (citation["speaker"], citation["quote"]) == (speaker, said) and bool(said)
