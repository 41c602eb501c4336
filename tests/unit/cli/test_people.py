"""What people say of answers and of themselves goes to the API as they say it."""

import json
from pathlib import Path

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi
from tests.unit.cli.served import Reply


@pytest.mark.parametrize(
    ("options", "sent", "shown"),
    [
        (["up"], {"verdict": "up"}, "owner: up"),
        (
            ["down", "--comment", "Too old."],
            {"verdict": "down", "comment": "Too old."},
            "owner: down · Too old.",
        ),
        (
            ["down", "--contract", "NEXT_STEPS", "--meant", "the steps"],
            {"verdict": "down", "correction": {"contract": "NEXT_STEPS", "text": "the steps"}},
            "owner: down · meant NEXT_STEPS, the steps",
        ),
    ],
)
def test_a_rating_says_what_the_options_say(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, options: list[str], sent: dict[str, object], shown: str
) -> None:
    result = quarterdeck("rate", "run_1", *options)
    assert (result.exit_code, result.stdout) == (0, f"{shown}\n")
    assert api.called("POST", "/v1/runs/run_1/feedback")[0].json() == sent


def test_a_rating_lost_on_the_way_is_said_again(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.fail("/v1/runs/run_1/feedback", Reply(cut=True))
    assert quarterdeck("rate", "run_1", "up").exit_code == 0
    assert len(api.calls) == 2


def test_what_is_no_verdict_is_not_sent(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("rate", "run_1", "meh")
    assert (result.exit_code, result.stderr) == (2, "error: Not a verdict: meh is neither up nor down\n")
    assert api.calls == []


def test_a_refused_correction_says_why(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    detail = "there is no contract NEXT: it is one of NEXT_STEPS"
    refusal = samples.problem(400, "InvalidInput", "Invalid input", detail)
    api.fail("/v1/runs/run_1/feedback", Reply(refusal, 400))
    result = quarterdeck("rate", "run_1", "down", "--contract", "NEXT")
    assert (result.exit_code, result.stderr) == (1, f"error: Invalid input: {detail}\n")


def test_all_examples_are_written_a_line_each(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    api.examples = [samples.example(number) for number in range(150)]
    file = tmp_path / "examples.jsonl"
    result = quarterdeck("examples", "--out", file)
    assert result.stderr == f"150 examples in {file}\n"
    assert [json.loads(line) for line in file.read_text().splitlines()] == api.examples
    assert "größer" in file.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["examples.jsonl"]


def test_without_a_file_examples_go_to_the_screen(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.examples = [samples.example(1)]
    assert json.loads(quarterdeck("examples").stdout) == samples.example(1)


def test_a_file_that_cannot_be_written_is_a_failure(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    api.examples = [samples.example(1)]
    result = quarterdeck("examples", "--out", tmp_path / "missing" / "file")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: Not written: ")


def test_who_one_is_is_shown(quarterdeck: Quarterdeck) -> None:
    lines = quarterdeck("me").stdout.splitlines()
    assert lines == ["subject   owner", "name      Ola", "role", "product   Tidegate", "timezone  UTC"]


def test_what_is_not_said_anew_stays(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    quarterdeck("me", "--timezone", "Europe/Berlin", "--name", "")
    [call] = api.called("PUT", "/v1/me")
    assert call.json() == {"name": "", "role": "", "product": "Tidegate", "timezone": "Europe/Berlin"}
