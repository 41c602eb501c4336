"""``python -m evals.guard.learn MODEL``: train one of the guard's models, typed or stored, and write it."""

import argparse

from rich.console import Console

from evals.guard.examples import trained_on
from evals.guard.train import stored, typed, write

_DESIGNS = {"typed": typed, "stored": stored}


def main() -> None:
    """Train, write and say how large the files are."""
    parser = argparse.ArgumentParser(prog="evals.guard.learn", description=__doc__)
    parser.add_argument("model", choices=sorted(_DESIGNS))
    name = parser.parse_args().model
    examples = trained_on()
    path = write(_DESIGNS[name](examples).fit(), name)
    size = path.stat().st_size / 1000
    Console().print(f"{name}: {len(examples)} examples; wrote {path.name}, {size:.0f} kB")


if __name__ == "__main__":
    main()
