"""No log line has personal data in it, whatever was logged: messages, fields, exceptions and what caused them."""

import io
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from quarterdeck.kernel.errors import MissingSetting, NotFound
from quarterdeck.kernel.observability import Unforeseen, bind, logger, private

PERSONAL = (
    "jane.doe@example.com",
    "4111 1111 1111 1111",
    "GB82 WEST 1234 5698 7654 32",
    "123-45-6789",
    "192.0.2.44",
    "+44 20 7946 0958",
    "(555) 010-4477",
    "sk-proj-abcdefGHIJ0123456789xyz",
    "xoxb-1234567890-abcdefghijkl",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln",
)


def log_of(error: Exception) -> None:
    """Log the error as one that was raised."""
    try:
        raise error
    except type(error):
        logger.exception("unforeseen")


@pytest.mark.parametrize("value", PERSONAL)
def test_it_is_taken_out_of_messages_and_fields(log: io.StringIO, value: str) -> None:
    logger.info(f"asked by {value} today")
    logger.info(
        "said", extra={"reason": f"no row for {value}", "deep": [{"of": value}, (value,), {value: 1}]}
    )
    logger.info(NotFound(f"no person {value}"))
    logger.info("asked by %s", value)
    logger.warning({"text": value})
    assert value not in log.getvalue()
    assert len(log.getvalue().splitlines()) == 5


def test_no_message_of_an_exception_is_logged_nor_of_what_caused_it(log: io.StringIO) -> None:
    asked, noted, said = ("what did Ada Quill say?", "Bo Finch asked", "Cy Marlow lives in Ohio")
    cause, error = KeyError(asked), ValueError(said)
    cause.add_note(noted)
    error.__cause__ = cause
    log_of(error)
    assert not any(text in log.getvalue() for text in (asked, noted, said))
    line = json.loads(log.getvalue())
    assert "builtins.KeyError" in line["exception"]
    assert line["exception"].endswith("builtins.ValueError")
    assert line["exception_name"] == "ValueError"
    assert "test_logs.py" in line["exception"]


def test_what_helps_the_operator_stays(log: io.StringIO) -> None:
    said: Any = {"Error": {"Code": "AccessDeniedException", "Message": "Ada Quill may not"}}
    log_of(ClientError(said, "PutItem"))
    log_of(MissingSetting("the environment variable TABLE_X is not set"))
    denied, missing = map(json.loads, log.getvalue().splitlines())
    assert denied["exception"].endswith("ClientError: AccessDeniedException from PutItem")
    assert "Quill" not in log.getvalue()
    assert missing["exception"].endswith("TABLE_X is not set")


def test_our_own_identifiers_and_figures_stay_as_they_are(log: io.StringIO) -> None:
    run, correlation = "run_01JDQ4MZ7W8N2Q5V6T9R3K1B0C", "0f3c2b1a-1234-4321-8765-123456789012"
    bind(tenant="t-555-010-4477", correlation_id=correlation, run_id=run, stage="api")
    fields = {
        "ms": 4111111111111111,
        "meeting_id": "mtg_01JDQ4MZ7W8N2Q5V6T9R3K1B0C",
        "route": "GET /v1/runs/{run_id}",
        "attempts": ["gpt-4111111111111111 answered 5"],
    }
    logger.info("request", extra=fields | {"at": "2026-11-25T10:30:00.123456+00:00", "version": "a" * 64})
    line = json.loads(log.getvalue())
    assert (line["tenant"], line["correlation_id"], line["run_id"]) == ("t-555-010-4477", correlation, run)
    assert {key: line[key] for key in fields} == fields
    assert line["at"].startswith("2026-11-25T10:30:00")
    bind()


def test_a_handler_fails_without_the_message_that_the_runtime_would_log(log: io.StringIO) -> None:
    said = "Cy Marlow lives in Ohio"

    @private
    def handler(event: dict[str, str], _context: object) -> str:
        raise ValueError(event["said"])

    with pytest.raises(Unforeseen, match="ValueError") as failed:
        handler({"said": said}, None)
    assert failed.value.__suppress_context__
    assert said not in log.getvalue()
    assert json.loads(log.getvalue())["exception"].endswith("builtins.ValueError")
