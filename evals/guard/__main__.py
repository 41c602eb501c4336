"""``python -m evals.guard``: measure the guard on the lines held out here, with a list of regular expressions beside.

``--data FOLDER`` measures public corpora as well, which nothing was trained on: see ``corpora``. Exits with 1 where a
floor is missed, with 2 where a corpus is missing.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table

from evals.guard import corpora
from evals.guard.corpora import Group
from evals.guard.examples import ATTACK, BENIGN, HOME, is_held_out, lines, unseen
from evals.guard.measure import Shares, measure


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="evals.guard", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the public corpora")
    data, console = parser.parse_args().data, Console()
    found = _held_out()
    console.print(_table("Held-out lines", found.items()))
    if data:
        try:
            groups = corpora.read(data)
        except FileNotFoundError as error:
            print(f"no such corpus: {error.filename}", file=sys.stderr)
            return 2
        for title, looked_at in (("Corpora, the half to report", False), ("The half looked at", True)):
            console.print(_corpora(title, groups, looked_at=looked_at))
    return _missed(found, console)


def _held_out() -> dict[str, Shares]:
    """Return the shares of single lines that nothing was trained on, and of whole files that are set aside."""
    held = [line for line in lines() if is_held_out(line)]
    attacks = [line.text for line in held if line.label == ATTACK]
    ordinary = [line.text for line in held if line.label != ATTACK]
    return {
        "attacks": measure(attacks),
        "ordinary": measure(ordinary),
        "unseen_attacks": measure(unseen(ATTACK)),
        "unseen_ordinary": measure(unseen(BENIGN)),
    }


def _corpora(title: str, groups: Sequence[Group], *, looked_at: bool) -> Table:
    measured = []
    for group in groups:
        texts = [each.text for each in group.texts if each.looked_at == looked_at]
        kind = "recall" if group.attack else "false alarms"
        if not texts:
            continue
        measured.append((f"{group.name}: {kind}", measure(texts, stored=group.stored)))
    return _table(title, measured)


def _table(title: str, measured: Iterable[tuple[str, Shares]]) -> Table:
    rows = list(measured)
    table = Table("", title=title, title_justify="left")
    for column in ("texts", "guard", "regex list", "CPU ms p50", "p95"):
        table.add_column(column, justify="right")
    for name, shares in rows:
        table.add_row(
            name, str(shares.count), f"{shares.guard:.3f}", f"{shares.baseline:.3f}", *_times(shares.ms)
        )
    everything = tuple(chain.from_iterable(shares.ms for _, shares in rows))
    table.add_row("all", str(len(everything)), "", "", *_times(everything))
    return table


def _times(ms: Sequence[float]) -> tuple[str, str]:
    cuts = quantiles([*ms, *ms], n=20, method="inclusive")
    return f"{cuts[9]:.2f}", f"{cuts[18]:.2f}"


def _missed(found: dict[str, Shares], console: Console) -> int:
    """Say which floor is missed: attacks are to be caught at least, ordinary texts at most so often."""
    floors = tomllib.loads((HOME / "floors.toml").read_text("utf-8"))
    least = [name for name in found if name.endswith("attacks") and found[name].guard < floors[name]]
    most = [name for name in found if name.endswith("ordinary") and found[name].guard > floors[name]]
    for name in (*least, *most):
        console.print(f"[red]A floor is missed: {name} {found[name].guard:.3f}, floor {floors[name]}")
    return int(bool(least or most))


if __name__ == "__main__":
    sys.exit(main())
