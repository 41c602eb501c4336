import json
from pathlib import Path

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi
from tests.unit.cli.served import Reply


def ids(shown: str) -> list[str]:
    return [line.split()[0] for line in shown.splitlines()[1:]]


def test_runs_are_listed_with_outcome_time_and_cost(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.lines = [samples.line(1, response_time_ms=2600.0, outcome="not_found", replay_of="run_000")]
    heading, row = quarterdeck("runs").stdout.splitlines()
    assert heading.split() == ["Run", "When", "Question", "Intent", "Outcome", "Time", "Cost", "Replays"]
    for part in ("run_001", "Question 1?", "SINGLE_MEETING", "not_found", "2.6 s", "$0.000045", "run_000"):
        assert part in row


@pytest.mark.parametrize(
    ("options", "listed", "asked"),
    [
        ([], 20, [("20", None)]),
        (["--limit", "100"], 100, [("100", None)]),
        (["--limit", "150"], 150, [("100", None), ("50", "run_099")]),
        (["--all"], 230, [("100", None), ("100", "run_099"), ("100", "run_199")]),
    ],
)
def test_lists_follow_the_pages(
    quarterdeck: Quarterdeck,
    api: QuarterdeckApi,
    options: list[str],
    listed: int,
    asked: list[tuple[str, str | None]],
) -> None:
    api.lines = [samples.line(number) for number in range(230)]
    result = quarterdeck("runs", *options)
    assert ids(result.stdout) == [f"run_{number:03}" for number in range(listed)]
    assert [(call.query["limit"], call.query.get("before")) for call in api.calls] == asked
    assert ("There are more" in result.stderr) == (listed < 230)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--slow"], {"only": "slow"}),
        (["--slow", "--over-ms", "8000"], {"only": "slow", "over_ms": "8000"}),
        (["--failed"], {"only": "failed"}),
        (["--dear", "--over-usd", "0.05"], {"only": "dear", "over_usd": "0.05"}),
    ],
)
def test_runs_that_stand_out_are_asked_for_by_their_mark(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, options: list[str], asked: dict[str, str]
) -> None:
    api.lines = [samples.line(1)]
    assert ids(quarterdeck("runs", *options).stdout) == ["run_001"]
    assert api.calls[0].query == {"limit": "20", **asked}


def test_two_marks_at_once_are_a_mistake(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("runs", "--slow", "--dear")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: One at a time: --slow and --dear are separate lists\n"
    assert api.calls == []


def test_meetings_are_listed_with_the_reason_of_those_that_failed(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    reason = "line 3: the cue has no time"
    api.meetings = {
        "mtg_1": samples.meeting(meeting_id="mtg_1"),
        "mtg_2": samples.meeting(meeting_id="mtg_2", status="failed", reason=reason),
    }
    lines = quarterdeck("meetings").stdout.splitlines()
    assert "17 November 2026" in lines[1]
    assert lines[1].split()[-2:] == ["completed", "42"]
    assert lines[-1] == f"mtg_2: {reason}"


def test_a_run_shows_who_asked_what(quarterdeck: Quarterdeck) -> None:
    lines = quarterdeck("run", samples.RUN).stdout.splitlines()
    assert lines[0] == "What did Tidewick Mills say about the price?"
    assert lines[1].startswith("owner, 2026-11-")
    assert "[1] “I have $40,000, no more.”" in lines
    assert lines[-1] == "owner: down · Not in that call. · meant SINGLE_MEETING, NEXT_STEPS"


def test_a_run_as_json(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    assert json.loads(quarterdeck("run", samples.RUN, "--json").stdout) == api.run


DECK = {"name": "quillrun for pf.pptx", "media_type": "application/x", "size": 43_556}


def test_the_files_of_an_answer_are_named_and_saved(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    api.run |= {"files": [DECK]}
    shown = quarterdeck("run", samples.RUN, "--save", str(tmp_path / "new"))
    assert "File: quillrun for pf.pptx (43 KB)" in shown.stdout.splitlines()
    saved = tmp_path / "new" / "quillrun for pf.pptx"
    assert saved.read_bytes().endswith(b"quillrun%20for%20pf.pptx")
    assert f"saved {saved}" in shown.stderr


def test_a_file_is_never_saved_outside_of_the_folder(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    api.run |= {"files": [DECK | {"name": "../../evil.pptx"}]}
    quarterdeck("run", samples.RUN, "--save", str(tmp_path / "new"))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["evil.pptx"]


def test_a_file_that_cannot_be_written_is_a_failure(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    api.run |= {"files": [DECK]}
    (tmp_path / "new").touch()
    result = quarterdeck("run", samples.RUN, "--save", str(tmp_path / "new"))
    assert result.exit_code == 1
    assert "error: Not saved" in result.stderr


def test_the_version_of_the_product_knowledge_is_shown(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.run |= {"snapshot": "5f2c9a"}
    assert " · product knowledge 5f2c9a · " in quarterdeck("run", samples.RUN).stdout


def test_an_unknown_run_is_a_failure(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("run", "../meetings")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: Not found: there is no such thing\n"
    assert api.calls[0].path == "/v1/runs/..%2Fmeetings"


def test_an_identical_replay_succeeds(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.run |= {"run_id": "run_2", "replay": {"of": "run_1", "identical": True, "divergence": None}}
    result = quarterdeck("replay", "run_1")
    assert (result.exit_code, result.stdout) == (0, "identical (run_2 replays run_1)\n")
    assert len(api.called("POST", "/v1/runs/run_1/replay")) == 1


def test_a_replay_that_went_another_way_says_where_and_fails(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    divergence = "execute: the recording has no search for 'price'"
    api.run |= {"run_id": "run_2", "replay": {"of": "run_1", "identical": False, "divergence": divergence}}
    result = quarterdeck("replay", "run_1")
    assert (result.exit_code, result.stdout) == (1, f"diverged: {divergence} (run_2 replays run_1)\n")


def test_a_replay_is_never_sent_twice(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.fail(
        "/v1/runs/run_1/replay", Reply(samples.problem(503, "Unavailable", "Temporarily unavailable"), 503)
    )
    result = quarterdeck("replay", "run_1")
    assert (result.exit_code, result.stderr) == (1, "error: Temporarily unavailable\n")
    assert len(api.calls) == 1
