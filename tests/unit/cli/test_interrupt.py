"""What is under way when a person stops waiting."""

from pathlib import Path

import pytest

from cli.api import Api
from cli.config import connection
from cli.errors import Failure
from cli.ingest import ingest
from cli.manifest import Described
from cli.patience import Patience
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi

MEETING = {
    "company": "Tidewick Mills",
    "title": "Demo",
    "date": "2026-11-03T00:00:00+00:00",
    "participants": [],
}


@pytest.fixture
def pauses() -> None:
    """Let pauses be real here."""


def test_stopping_early_ends_every_pause(api: QuarterdeckApi, tmp_path: Path) -> None:
    api.stuck = True
    (tmp_path / "call.txt").write_text("Ira Vance: Show me.")
    files = [Described(tmp_path / name, MEETING) for name in ("gone.txt", "call.txt")]
    with Api(connection(api.url, KEY), Patience(30)) as client:
        results = ingest(client, files)
        assert next(results).path.name == "gone.txt"
        results.close()
        with pytest.raises(Failure, match="Interrupted"):
            client.patience.pause(0)
    assert len(api.calls) <= 3


def test_patience_ends() -> None:
    assert not Patience(60).is_over
    assert Patience(0).is_over
    Patience(60).pause(0)
