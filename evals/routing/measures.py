"""What decisions on labelled questions come to, as shares from 0 to 1 and milliseconds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from evals.routing.decide import Decision
from quarterdeck.contexts.assistant.routing.route import UNSURE

_NOT_ANSWERED = frozenset({"CLARIFY", "REFUSE"})
_BINS = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """``caught`` is the share of the questions to ask back or refuse that were, ``caught_right`` how many of those
    caught are such questions. ``calibration`` is the expected calibration error over ten bins of confidence.
    """

    intent: float
    contract: float
    caught: float
    caught_right: float
    calibration: float
    without_model: float
    p50_ms: float
    p95_ms: float


def figures(decisions: Sequence[Decision]) -> Figures:
    """Return the figures of at least two decisions on labelled questions."""
    times = quantiles([each.ms for each in decisions], n=20, method="inclusive")
    caught = [each for each in decisions if each.verdict.intent.value in _NOT_ANSWERED]
    to_catch = [each for each in decisions if each.question.intent in _NOT_ANSWERED]
    both = sum(each.question.intent in _NOT_ANSWERED for each in caught)
    return Figures(
        intent=_share(each.intent_right for each in decisions),
        contract=_share(each.right for each in decisions),
        caught=both / max(1, len(to_catch)),
        caught_right=both / max(1, len(caught)),
        calibration=calibration_error(decisions),
        without_model=_share(not is_unsure(each) for each in decisions),
        p50_ms=times[9],
        p95_ms=times[18],
    )


def is_unsure(decision: Decision) -> bool:
    """Tell whether a language model would be asked, if there was one."""
    return decision.verdict.stage == "model" and decision.verdict.confidence < UNSURE


def calibration_error(decisions: Sequence[Decision]) -> float:
    """Return how far, on average, the confidence in ten equal bins is from the share that was right there."""
    error = 0.0
    for low in range(_BINS):
        there = [d for d in decisions if min(_BINS - 1, int(d.verdict.confidence * _BINS)) == low]
        if there:
            sure = sum(each.verdict.confidence for each in there) / len(there)
            error += len(there) * abs(sure - _share(each.right for each in there))
    return error / len(decisions)


def by_label(decisions: Iterable[Decision]) -> list[tuple[str, str, int, float, float]]:
    """Return for each intent and contract: how many questions, and the shares with intent and with both right."""
    groups: dict[tuple[str, str], list[Decision]] = {}
    for each in decisions:
        groups.setdefault((each.question.intent, each.question.contract), []).append(each)
    return [
        (*label, len(group), _share(d.intent_right for d in group), _share(d.right for d in group))
        for label, group in sorted(groups.items())
    ]


def confusion(decisions: Iterable[Decision]) -> Counter[tuple[str, str]]:
    """Return how often each right intent (first) was taken for each intent (second)."""
    return Counter((each.question.intent, each.verdict.intent.value) for each in decisions)


def stages(decisions: Sequence[Decision]) -> dict[str, float]:
    """Return the share decided at each stage; ``language model`` is what one would be asked about."""
    counted = Counter("language model" if is_unsure(each) else each.verdict.stage for each in decisions)
    order = ("patterns", "entities", "model", "language model")
    return {stage: counted[stage] / len(decisions) for stage in order}


def _share(holds: Iterable[bool]) -> float:
    found = list(holds)
    return sum(found) / len(found)
