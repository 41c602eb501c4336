"""Slack's Events API: verify, acknowledge, and leave the answer to the machine."""

from typing import Any

from quarterdeck.bootstrap.slack import slack_door, verify_slack
from quarterdeck.contexts.identity.workspaces import owner
from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.proxied import raw_body
from quarterdeck.platform.slack.delivered import answer
from quarterdeck.platform.slack.events import Challenge, SlackQuestion, parse


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return 200 at once; 401 for a signature that isn't Slack's, 503 where Slack is to deliver again."""
    bind(correlation_id=event["requestContext"]["requestId"], stage="slack")
    try:
        return answer(200, _accept(event.get("headers") or {}, raw_body(event)))
    except QuarterdeckError as error:
        logger.info("refused", extra={"status": error.status, "problem": type(error).__name__})
        return answer(error.status, error.problem())


def _accept(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    verify_slack(headers, body)
    asked = parse(body)
    if isinstance(asked, Challenge):
        return {"challenge": asked.challenge}
    if asked is not None:
        _start(asked)
    return {}


def _start(asked: SlackQuestion) -> None:
    if asked.external:
        logger.info("ignored: the channel is shared with another organisation")
        return
    tenant = owner(asked.team_id)
    run_id = slack_door().ask(tenant, asked)
    bind(tenant=tenant, correlation_id=asked.event_id, run_id=run_id, stage="slack")
    logger.info("started" if run_id else "seen before")
