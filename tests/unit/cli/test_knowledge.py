"""`quarterdeck knowledge` shows snapshots and syncs, and waits for the sync that it asked for."""

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi

RUNNING = {"status": "running", "finished_at": None}


def test_the_status_shows_the_snapshot_and_its_syncs(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.syncs = [samples.sync(sync_id="syn_2", status="failed", reason="no table Features"), samples.sync()]
    shown = quarterdeck("knowledge", "status").stdout
    assert "Snapshot 8f14e45fceea167a" in shown
    assert "44 features, 5 value themes" in shown
    assert "syn_1" in shown
    assert shown.splitlines()[-1] == "syn_2: no table Features"


@pytest.mark.parametrize(
    ("overview", "said"), [({"connected": False}, "connected"), ({"version": None}, "no snapshot yet")]
)
def test_what_is_missing_is_said(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, overview: dict[str, object], said: str
) -> None:
    api.knowledge = samples.overview(**overview)
    assert said in quarterdeck("knowledge", "status").stdout


def test_a_sync_is_waited_for_past_the_one_before(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.syncs = [samples.sync()]
    running = samples.sync(sync_id="syn_2", **RUNNING)
    api.coming.extend([[samples.sync()], [running], [samples.sync(sync_id="syn_2")]])
    result = quarterdeck("knowledge", "sync", "--kind", "full")
    assert result.exit_code == 0
    assert "syn_2" in result.stdout
    assert [call.json() for call in api.calls if call.method == "POST"] == [{"kind": "full"}]


def test_a_failed_sync_that_went_on_and_failed_again_is_the_exit_code(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    api.syncs = [samples.sync(status="failed", reason="the token")]
    api.coming.append([samples.sync(status="failed", reason="the token", attempts=2)])
    result = quarterdeck("knowledge", "sync")
    assert result.exit_code == 1
    assert "the token" in result.stdout


def test_a_sync_that_takes_too_long_goes_on(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.syncs = [samples.sync(**RUNNING)]
    result = quarterdeck("knowledge", "sync", "--deadline", "1")
    assert result.exit_code == 1
    assert "it goes on" in result.stderr
