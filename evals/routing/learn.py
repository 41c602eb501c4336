"""``python -m evals.routing.learn``: train the model and write it into the package.

First each writer's questions are routed by a model of the other writers' ones: those figures, which are printed, tell
what to expect of people whom the model has never read, and they set its temperature. The model that is written
learns from all writers. ``--examples FILE`` adds labelled examples, such as users' corrections, of the tenant in
``--entities FILE``.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.routing import dataset
from evals.routing.decide import decide
from evals.routing.export import PLACE, written
from evals.routing.files import BadData
from evals.routing.measures import Figures, figures
from evals.routing.train import fit, temperature


def main() -> int:
    """Train, print and write; return 2 for bad files."""
    given, console = _arguments(), Console()
    try:
        sets = dataset.written()
        if given.examples:
            sets.append(dataset.read_examples(given.examples, given.entities))
    except BadData as error:
        print(error, file=sys.stderr)
        return 2
    read = [each for each in sets if each.measured and each.trained_on()]
    folds = [(fit([other for other in sets if other is not each]), each) for each in read]
    divisor = temperature(folds)
    calibrated = [(replace(model, temperature=divisor), each) for model, each in folds]
    console.print(_table([(each.name, figures(decide([each], model))) for model, each in calibrated]))
    PLACE.write_bytes(written(replace(fit(sets), temperature=divisor)))
    console.print(f"temperature {divisor}; wrote {PLACE.name}, {PLACE.stat().st_size / 1000:.0f} kB")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.routing.learn", description=__doc__)
    parser.add_argument("--examples", type=Path, help="labelled examples as JSON lines, to train on as well")
    parser.add_argument("--entities", type=Path, help="the tenant that the examples are of")
    given = parser.parse_args()
    if bool(given.examples) != bool(given.entities):
        parser.error("--examples and --entities go together")
    return given


def _table(found: Sequence[tuple[str, Figures]]) -> Table:
    table = Table("Writer, by a model of the others", title_justify="left")
    for name, _ in found:
        table.add_column(name, justify="right")
    for name in asdict(found[0][1]):
        table.add_row(name, *(f"{getattr(each, name):.3f}" for _, each in found))
    return table


if __name__ == "__main__":
    sys.exit(main())
