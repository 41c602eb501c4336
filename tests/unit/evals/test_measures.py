"""Figures of decisions made by hand."""

import pytest

from evals.routing.dataset import Labelled
from evals.routing.decide import Decision
from evals.routing.measures import calibration_error, confusion, figures, stages
from quarterdeck.contexts.assistant.model import Intent, Verdict


def decision(right: str, intent: str, contract: str, confidence: float, ms: float = 1.0) -> Decision:
    right_intent, _, right_contract = right.partition("/")
    question = Labelled(id="1", text="?", intent=right_intent, contract=right_contract or right_intent)
    return Decision(question, Verdict(Intent(intent), contract, "model", confidence), ms)


DECISIONS = [
    decision("CLARIFY", "CLARIFY", "CLARIFY", 0.9),
    decision("REFUSE", "CLARIFY", "CLARIFY", 0.9),
    decision("REFUSE", "WORKFLOW", "WORKFLOW_STEP", 0.2, ms=9.0),
    decision("GENERAL_HELP/DRAFT_EMAIL", "GENERAL_HELP", "DRAFT_RESPONSE", 0.6),
]


def test_figures() -> None:
    found = figures(DECISIONS)
    assert (found.intent, found.contract) == (0.5, 0.25)
    assert found.caught == pytest.approx(2 / 3)
    assert found.caught_right == 1.0
    assert found.without_model == 0.75
    assert found.p50_ms == 1.0


def test_calibration_compares_confidence_with_what_was_right() -> None:
    # 0.9 twice, half of them right; 0.2 and 0.6 once each, wrong
    assert calibration_error(DECISIONS) == pytest.approx((2 * 0.4 + 0.2 + 0.6) / 4)


def test_confusion_and_stages() -> None:
    assert confusion(DECISIONS)["REFUSE", "WORKFLOW"] == 1
    assert stages(DECISIONS) == {"patterns": 0, "entities": 0, "model": 0.75, "language model": 0.25}
