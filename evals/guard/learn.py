"""``python -m evals.guard.learn``: train the guard's two models and write them into the package."""

from rich.console import Console

from evals.guard.examples import trained_on
from evals.guard.train import fit_stored, fit_typed, write


def main() -> None:
    """Train, write and say how large the files are."""
    examples, console = trained_on(), Console()
    for name, fit in (("typed", fit_typed), ("stored", fit_stored)):
        path = write(fit(examples), name)
        console.print(
            f"{name}: {len(examples)} examples; wrote {path.name}, {path.stat().st_size / 1000:.0f} kB"
        )


if __name__ == "__main__":
    main()
