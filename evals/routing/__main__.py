"""``python -m evals.routing``: measure routing, on the held-out questions kept here or on any tenant's.

``--questions FILE --entities FILE`` measures another tenant's questions, labelled or not; ``--out FILE`` writes one
verdict a line. ``--peer PYTHON`` shows semantic-router beside, run by an interpreter that has it.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console

from evals.routing import dataset, report
from evals.routing.dataset import HOME, Set
from evals.routing.decide import Decision, decide
from evals.routing.files import BadData
from evals.routing.measures import figures


def main() -> int:
    """Measure and print; return 1 where a floor is missed, 2 for bad files."""
    given, console = _arguments(), Console()
    try:
        own = given.questions is None
        sets = _held_out() if own else [dataset.read_set(given.questions, given.entities)]
    except BadData as error:
        print(error, file=sys.stderr)
        return 2
    decisions = decide(sets)
    if given.out:
        given.out.write_text("".join(f"{_line(each)}\n" for each in decisions), "utf-8")
    labelled = [each for each in decisions if each.question.contract]
    if len(labelled) > 1:
        report.show(labelled, _peer(given.peer, labelled), console)
    missed = _missed(labelled) if own else {}
    report.show_missed(missed, console)
    return int(bool(missed))


def _held_out() -> list[Set]:
    return [replace(each, questions=each.held_out()) for each in dataset.written()]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.routing", description=__doc__)
    parser.add_argument("--questions", type=Path, help="JSON lines: id, text, intent, contract, thread")
    parser.add_argument("--entities", type=Path, help="the JSON object of the tenant they are asked in")
    parser.add_argument("--out", type=Path, help="write a verdict a line here")
    parser.add_argument("--peer", type=Path, help="a Python that has semantic-router")
    given = parser.parse_args()
    if bool(given.questions) != bool(given.entities):
        parser.error("--questions and --entities go together")
    return given


def _line(decision: Decision) -> str:
    verdict = decision.verdict
    told = {"id": decision.question.id, "intent": verdict.intent.value, "contract": verdict.contract}
    measured = {"stage": verdict.stage, "confidence": verdict.confidence, "ms": round(decision.ms, 3)}
    return json.dumps(told | measured)


def _peer(python: Path | None, decisions: Sequence[Decision]) -> dict[str, str] | None:
    if python is None:
        return None
    train: dict[str, list[str]] = {}
    for question in (question for each in dataset.written() for question in each.trained_on()):
        train.setdefault(f"{question.intent}/{question.contract}", []).append(question.text)
    test = {str(each.question.id): each.question.text for each in decisions}
    asked = json.dumps({"train": train, "test": test})
    ran = subprocess.run(
        [python, "-m", "evals.routing.peers"], input=asked, capture_output=True, text=True, check=True
    )
    told: dict[str, str] = json.loads(ran.stdout.splitlines()[-1])
    return told


def _missed(decisions: Sequence[Decision]) -> dict[str, tuple[float, float]]:
    floors = tomllib.loads((HOME / "floors.toml").read_text("utf-8"))
    found = asdict(figures(decisions))
    return {name: (found[name], floor) for name, floor in floors.items() if found[name] < floor}


if __name__ == "__main__":
    sys.exit(main())
