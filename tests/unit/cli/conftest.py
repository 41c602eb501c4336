"""The command line against a loopback API, with pauses that are noted instead of slept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.app import app
from cli.patience import Patience
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi

Quarterdeck = Callable[..., Result]


@pytest.fixture
def api() -> Iterator[QuarterdeckApi]:
    with QuarterdeckApi() as api:
        yield api


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    noted: list[float] = []
    monkeypatch.setattr(Patience, "pause", lambda _self, seconds: noted.append(seconds))
    return noted


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep out the settings, the local cloud and the time zone of the machine that the tests run on."""
    for name in ("QUARTERDECK_URL", "QUARTERDECK_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("cli.config.CLOUD_FILE", tmp_path / ".local" / "cloud.json")


@pytest.fixture
def quarterdeck(api: QuarterdeckApi) -> Quarterdeck:
    """Run a command against the API; whatever it prints, the key is not in it."""

    def run(*arguments: object) -> Result:
        result = invoke("--url", api.url, "--api-key", KEY, *arguments)
        assert KEY not in result.output
        return result

    return run


def invoke(*arguments: object) -> Result:
    """Run the command line; a failure that isn't foreseen is the test's."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
