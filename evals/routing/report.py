"""The figures of routing, drawn as tables."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from evals.routing import measures
from evals.routing.dataset import Labelled
from evals.routing.decide import Decision
from evals.routing.measures import Figures

_NAMES = {
    "intent": "intent right",
    "contract": "intent and contract right",
    "caught": "CLARIFY or REFUSE, caught",
    "caught_right": "of those caught, right",
    "calibration": "expected calibration error",
    "without_model": "decided without a language model",
    "p50_ms": "time a question, p50",
    "p95_ms": "time a question, p95",
}


def show(decisions: Sequence[Decision], peer: Mapping[str, str] | None, console: Console) -> None:
    """Print all that was measured; ``peer`` has another router's contract for each question's id."""
    console.print(_figures(measures.figures(decisions), _peer_figures(decisions, peer) if peer else {}))
    console.print(_stages(decisions), _labels(decisions), _confusion(decisions))


def show_missed(missed: Mapping[str, tuple[float, float]], console: Console) -> None:
    """Print which floors were missed, each with the figure and the floor."""
    for name, (found, floor) in missed.items():
        console.print(f"[red]{_NAMES[name]}: {found:.3f}, the floor is {floor:.3f}")


def _figures(found: Figures, peer: Mapping[str, float]) -> Table:
    table = _table("Routing", "Quarterdeck", *(["semantic-router"] if peer else []))
    for name, label in _NAMES.items():
        value = getattr(found, name)
        ours = f"{value:.1f} ms" if name.endswith("_ms") else f"{value:.3f}"
        theirs = [f"{peer[name]:.3f}" if name in peer else "-"] if peer else []
        table.add_row(label, ours, *theirs)
    return table


def _peer_figures(decisions: Sequence[Decision], peer: Mapping[str, str]) -> dict[str, float]:
    said: list[tuple[Labelled, str, str]] = []
    for each in decisions:
        intent, _, contract = peer[str(each.question.id)].partition("/")
        said.append((each.question, intent, contract))
    closed = {"CLARIFY", "REFUSE"}
    both = sum(question.intent in closed and intent in closed for question, intent, _ in said)
    return {
        "intent": sum(question.intent == intent for question, intent, _ in said) / len(said),
        "contract": sum(question.contract == contract for question, _, contract in said) / len(said),
        "caught": both / max(1, sum(question.intent in closed for question, _, _ in said)),
        "caught_right": both / max(1, sum(intent in closed for _, intent, _ in said)),
    }


def _stages(decisions: Sequence[Decision]) -> Table:
    table = _table("Decided at", "share")
    for stage, share in measures.stages(decisions).items():
        table.add_row(stage, f"{share:.3f}")
    return table


def _labels(decisions: Sequence[Decision]) -> Table:
    table = _table("By label", "contract", "questions", "intent", "both")
    for intent, contract, count, intent_right, both in measures.by_label(decisions):
        table.add_row(intent, contract, str(count), f"{intent_right:.3f}", f"{both:.3f}")
    return table


def _confusion(decisions: Sequence[Decision]) -> Table:
    counted = measures.confusion(decisions)
    intents = sorted({intent for pair in counted for intent in pair})
    table = _table("Right (row), taken for (column)", *(intent[:8] for intent in intents))
    for right in intents:
        table.add_row(right, *(str(counted[right, taken] or "·") for taken in intents))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table("", title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table
