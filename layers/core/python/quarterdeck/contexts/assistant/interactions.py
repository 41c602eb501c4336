"""What the log of interactions says of a run beyond its record: where its answer came from, and what marks it."""

from collections.abc import Sequence
from enum import StrEnum
from math import isfinite

from msgspec import Struct

from quarterdeck.contexts.assistant.model import SourceKind
from quarterdeck.contexts.assistant.run import Executed, Run, Source, total_ms
from quarterdeck.kernel.errors import InvalidInput
from quarterdeck.kernel.money import NanoUsd

SLOW_MS = 5_000
DEAR = NanoUsd(10_000_000)
"""From this time and this cost (a cent) on, a run is marked as slow, or dear."""


class Mark(StrEnum):
    """Why an operator may look at a run."""

    SLOW = "slow"
    FAILED = "failed"
    DEAR = "dear"


class Only(Struct, frozen=True):
    """Runs of one mark: slow ones of ``over`` milliseconds or more, dear ones of as many nano-dollars or more."""

    mark: Mark
    over: int = 0


def only(mark: Mark | None, over_ms: float | None, over_usd: float | None) -> Only | None:
    """Return which runs a query asks for, or None for all.

    Raises:
        InvalidInput: the figure is too small, not finite, or doesn't go with the mark.
    """
    for name, given, owner in (("over_ms", over_ms, Mark.SLOW), ("over_usd", over_usd, Mark.DEAR)):
        if given is not None and mark != owner:
            raise InvalidInput(f"{name} goes with only={owner}", field=name)
    if mark == Mark.SLOW:
        return Only(Mark.SLOW, _at_least(SLOW_MS, over_ms, "over_ms", 1))
    if mark == Mark.DEAR:
        return Only(Mark.DEAR, _at_least(DEAR, over_usd, "over_usd", 1e9))
    return Only(Mark.FAILED) if mark else None


def marks(run: Run) -> list[Mark]:
    """Return what marks the run; a replay is nobody's interaction and has no mark."""
    found = {
        Mark.SLOW: total_ms(run.stages) >= SLOW_MS,
        Mark.FAILED: run.outcome == "failed",
        Mark.DEAR: run.cost >= DEAR,
    }
    return [mark for mark, applies in found.items() if applies and not run.replay]


def source_of(executed: Sequence[Executed]) -> Source:
    """Return where an answer came from: what its contracts had to reach farthest for.

    A completion that was kept from earlier comes from the cache, whatever it was first made of; pages of the web are
    external; the product snapshot is a cache; all else is our own tables and objects.
    """
    if executed and all(each.cached for each in executed):
        return Source.CACHE
    cited = (cited for each in executed for claim in each.answer.claims for cited in claim.citations)
    if any(citation.source is SourceKind.WEB for citation in cited):
        return Source.EXTERNAL
    return Source.CACHE if any(each.snapshot for each in executed) else Source.DATABASE


def _at_least(least: int, given: float | None, name: str, unit: float) -> int:
    """Return the figure in the log's unit; below ``least`` a run has no mark to be found by."""
    if given is not None and not isfinite(given * unit):
        raise InvalidInput(f"{name} must be a finite number", field=name)
    over = least if given is None else round(given * unit)
    if over < least:
        raise InvalidInput(f"{name} must be {least / unit:g} or more", field=name)
    return over
