import re

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck, invoke
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi
from tests.unit.cli.samples import problem
from tests.unit.cli.served import Reply


def outcomes(shown: str) -> list[str]:
    """Return the first word of each check's line, without what to do."""
    return [line.split()[0] for line in shown.splitlines() if not line.startswith(" ")]


def test_all_is_well(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.meetings = {samples.MEETING: samples.meeting()}
    result = quarterdeck("doctor")
    assert result.exit_code == 0
    assert outcomes(result.stdout) == ["ok"] * 6
    assert re.search(rf"question   answered in \d+\.\d s \({samples.RUN}\)", result.stdout)
    assert api.called("POST", "/v1/questions")[0].json()["meeting_id"] == samples.MEETING


def test_without_settings_nothing_else_is_checked() -> None:
    result = invoke("doctor")
    assert (result.exit_code, outcomes(result.stdout)) == (1, ["failed"])
    assert "run make run" in result.stdout


def test_an_api_that_is_not_there() -> None:
    with QuarterdeckApi() as closed:
        url = closed.url
    result = invoke("--url", url, "--api-key", KEY, "doctor")
    assert (result.exit_code, outcomes(result.stdout)) == (1, ["ok", "failed", *["skipped"] * 4])
    assert "make run starts the local cloud" in result.stdout


def test_a_key_that_is_not_accepted(api: QuarterdeckApi) -> None:
    result = invoke("--url", api.url, "--api-key", "qd_wrong", "doctor")
    assert (result.exit_code, outcomes(result.stdout)) == (
        1,
        ["ok", "ok", "ok", "failed", "skipped", "skipped"],
    )
    assert "check --api-key or QUARTERDECK_API_KEY" in result.stdout


def test_no_meeting_that_is_completed(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.meetings = {samples.MEETING: samples.meeting(status="processing")}
    result = quarterdeck("doctor")
    assert (result.exit_code, outcomes(result.stdout)[-2:]) == (1, ["failed", "skipped"])
    assert "No meeting: none of the newest 1 is completed" in result.stdout
    assert "quarterdeck ingest FILE" in result.stdout


def test_a_wrong_clock_is_told_and_the_rest_still_checked(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    api.meetings = {samples.MEETING: samples.meeting()}
    api.clock_ahead = 600.0
    result = quarterdeck("doctor")
    assert (result.exit_code, outcomes(result.stdout)) == (1, ["ok", "ok", "failed", "ok", "ok", "ok"])
    assert "s behind" in result.stdout


def test_a_question_that_comes_to_no_answer(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.meetings = {samples.MEETING: samples.meeting()}
    api.fail(
        "/v1/questions", Reply(problem(500, "Internal", "Internal error", "Tell support the id c0ffee."), 500)
    )
    result = quarterdeck("doctor")
    assert (result.exit_code, outcomes(result.stdout)) == (1, [*["ok"] * 5, "failed"])
    assert "Internal error: Tell support the id c0ffee." in result.stdout
