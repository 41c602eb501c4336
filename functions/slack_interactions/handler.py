"""Slack's interactivity: verify, rate the answer whose button was pressed, and show that it is noted."""

from typing import Any

from quarterdeck.bootstrap.assistant import slack_feedback
from quarterdeck.bootstrap.slack import verify_slack
from quarterdeck.contexts.identity.workspaces import owner
from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.observability import bind, logger, private
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.proxied import raw_body
from quarterdeck.platform.slack.delivered import answer
from quarterdeck.platform.slack.interactions import parse_interaction


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return 200 with what Slack is to do; 401 for a signature that isn't Slack's. Slack shows other errors."""
    correlation_id = event["requestContext"]["requestId"]
    bind(correlation_id=correlation_id, stage="slack")
    try:
        return answer(200, _accept(event.get("headers") or {}, raw_body(event), correlation_id))
    except QuarterdeckError as error:
        logger.info("refused", extra={"status": error.status, "problem": type(error).__name__})
        return answer(error.status, error.problem())


def _accept(headers: dict[str, str], body: bytes, correlation_id: str) -> dict[str, Any]:
    verify_slack(headers, body)
    done = parse_interaction(body)
    if done is None:
        return {}
    if done.actor.home != done.actor.team_id:
        logger.info("ignored: the person is of another organisation")
        return {}
    tenant = owner(done.actor.team_id)
    bind(tenant=tenant, correlation_id=correlation_id, stage="slack")
    with acting_for(tenant):
        result = slack_feedback().take(tenant, done, correlation_id)
    logger.info("interaction done")
    return result
