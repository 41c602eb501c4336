import pytest

from tests.unit.cli.conftest import Quarterdeck, invoke
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi
from tests.unit.cli.samples import problem
from tests.unit.cli.served import Reply

CUT = Reply(cut=True)
BUSY = Reply(
    problem(503, "Unavailable", "Temporarily unavailable", "run run_1 did not come to an answer"), 503
)
THROTTLED = Reply(problem(429, "TooManyRequests", "Too many requests"), 429, {"Retry-After": "7"})
UNDER_WAY = Reply(
    problem(409, "Conflict", "Conflict", "a request with this Idempotency-Key is under way"), 409
)


def test_a_question_is_repeated_with_the_same_key(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, pauses: list[float]
) -> None:
    api.fail("/v1/questions", CUT, UNDER_WAY, BUSY)
    assert quarterdeck("ask", "Price?").exit_code == 0
    keys = {call.headers["idempotency-key"] for call in api.calls}
    assert (len(api.calls), len(keys)) == (4, 1)
    assert pauses == [0.5, 1.0, 2.0]


def test_each_question_has_a_key_of_its_own(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    quarterdeck("ask", "Price?")
    quarterdeck("ask", "Price?")
    first, second = api.calls
    assert first.headers["idempotency-key"] != second.headers["idempotency-key"]


def test_repeating_ends(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.fail("/v1/questions", *[BUSY] * 9)
    result = quarterdeck("ask", "Price?")
    assert result.stderr == "error: Temporarily unavailable: run run_1 did not come to an answer\n"
    assert (result.exit_code, result.stdout, len(api.calls)) == (1, "", 5)


def test_a_broken_connection_is_told_where(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.fail("/v1/runs", *[CUT] * 9)
    result = quarterdeck("runs")
    assert result.stderr.startswith(f"error: No answer: {api.url}: ")
    assert (result.exit_code, len(api.calls)) == (1, 5)


def test_the_wait_that_the_api_asks_for_is_kept_within_bounds(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, pauses: list[float]
) -> None:
    endless = Reply(THROTTLED.body, 429, {"Retry-After": "86400"})
    api.fail("/v1/meetings", THROTTLED, endless)
    assert quarterdeck("meetings").exit_code == 0
    assert pauses == [7.0, 10.0]


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (
            Reply(problem(400, "InvalidInput", "Invalid input", "text: too long"), 400),
            "Invalid input: text: too long",
        ),
        (Reply(problem(500, "Internal", "Internal error"), 500), "Internal error"),
        (
            Reply({"message": "Missing Authentication Token"}, 403),
            "HTTP 403 Forbidden: Missing Authentication Token",
        ),
        (Reply(b"<html>Forbidden</html>", 403), "HTTP 403 Forbidden"),
        (Reply(["no", "problem"], 418), "HTTP 418 I'm a Teapot"),
        (
            Reply(b"<html>Welcome</html>"),
            "Unexpected answer: it is no JSON object: is the URL that of Quarterdeck's API?",
        ),
        (Reply(problem(409, "Conflict", "Con\x1b[2Jflict"), 501), "Con[2Jflict"),
    ],
)
def test_what_repeating_can_not_mend_fails_at_once(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, reply: Reply, shown: str
) -> None:
    api.fail("/v1/questions", reply)
    result = quarterdeck("ask", "Price?")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"error: {shown}\n")
    assert len(api.calls) == 1


def test_a_key_that_the_api_does_not_know(api: QuarterdeckApi) -> None:
    result = invoke("--url", api.url, "--api-key", "qd_wrong_key", "meetings")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: Not authenticated: the API does not know this API key")
    assert "qd_wrong_key" not in result.output


def test_a_closed_port_asks_for_the_local_cloud(pauses: list[float]) -> None:
    with QuarterdeckApi() as closed:
        url = closed.url
    result = invoke("--url", url, "--api-key", KEY, "ask", "Price?")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: Not reachable: no connection to {url} (")
    assert result.stderr.endswith("is the local cloud running? make run\n")
    assert pauses == []


def test_wrong_usage_has_its_own_exit_code(quarterdeck: Quarterdeck) -> None:
    assert quarterdeck("ask").exit_code == 2
    assert quarterdeck("runs", "--limit", "0").exit_code == 2
    assert quarterdeck("dance").exit_code == 2
