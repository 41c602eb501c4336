"""Tells API Gateway whose a web socket is to be: the holder's of a one-time ticket."""

from typing import Any

from quarterdeck.bootstrap.sockets import tickets
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.observability import bind, count, logger, private


@private
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the policy of the ticket's holder, which says so to every message of the connection; else a refusal."""
    bind(correlation_id=event["requestContext"]["requestId"], stage="connect")
    ticket = (event.get("queryStringParameters") or {}).get("ticket") or ""
    try:
        holder = tickets().redeem(ticket)
    except NotFound:
        logger.info("refused")
        count("SocketsRefused")
        return _policy(event["methodArn"], "Deny", "nobody", {})
    logger.append_keys(tenant=holder.tenant)
    logger.info("connected")
    return _policy(event["methodArn"], "Allow", holder.subject, holder.fields())


def _policy(method_arn: str, effect: str, principal: str, context: dict[str, str]) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": method_arn}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": principal, "policyDocument": document, "context": context}
