"""``python -m evals.guard.families``: what is caught of each family of attacks when none of it was trained on.

A family is a file of ``lines`` with the kind of the grammar that has its name; ``english`` and ``languages`` have lines
of all families, so nothing is trained on them here. The same is done with each family of ordinary texts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from evals.guard.examples import ATTACK, lines, trained_on
from evals.guard.train import Design, typed
from quarterdeck.services.guard.inspect import find_attack

Family = tuple[str, str]
_MIXED = {"english", "languages", "passages"}


def main() -> None:
    """Train without each family in turn, and print the shares of its lines that are flagged."""
    families: Mapping[Family, list[str]] = defaultdict(list)
    for line in lines():
        families[line.label, line.kind].append(line.text)
    flagged: Mapping[str, list[bool]] = defaultdict(list)
    design, table = typed(trained_on()), Table("left out", "label", "lines", "flagged")
    for (label, kind), texts in families.items():
        if kind not in _MIXED:
            found = _flagged(design, (label, kind), texts)
            flagged[label].extend(found)
            table.add_row(kind, label, str(len(texts)), f"{np.mean(found):.2f}")
    for label, found in flagged.items():
        table.add_row("all", label, str(len(found)), f"{np.mean(found):.3f}")
    Console().print(table)


def _flagged(design: Design, left_out: Family, texts: Sequence[str]) -> list[bool]:
    mixed = {(ATTACK, kind) for kind in _MIXED} if left_out[0] == ATTACK else set()
    kept = np.array([kind != left_out and kind not in mixed for kind in design.kinds])
    model = design.fit(kept)
    return [find_attack(text, model) is not None for text in texts]


if __name__ == "__main__":
    main()
