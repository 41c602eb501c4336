"""Tells API Gateway who a request speaks for."""

from typing import Any

from quarterdeck.bootstrap.limits import entrance
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.entrance import Attempt
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.service import authenticate, credential_of
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.kernel.observability import bind, logger


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the policy for the caller; an invalid credential becomes 401, a locked door is the API's to tell of."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    bind(correlation_id=event["requestContext"]["requestId"], stage="authorize")
    authorization = headers.get("authorization", "")
    attempt = _attempt(event, authorization, headers.get("user-agent", ""))
    seen = entrance().look(attempt)
    if locked := max(door.locked_s for door in seen):
        entrance().kept_out(attempt)
        logger.info("refused", extra={"outcome": "locked"})
        return _policy(event["methodArn"], "locked", {"locked_until": _epoch() + locked})
    try:
        caller = authenticate(authorization)
    except Unauthenticated as error:
        entrance().failed(attempt)
        logger.info("refused", extra={"outcome": "unauthenticated"})
        raise Exception("Unauthorized") from error  # noqa: TRY002 - the literal text that API Gateway maps to 401
    entrance().opened(seen)
    logger.append_keys(tenant=caller.tenant)
    logger.info("authorized")
    return _policy(event["methodArn"], caller.subject, _authorized(caller))


def _attempt(event: dict[str, Any], authorization: str, agent: str) -> Attempt:
    context = event["requestContext"]
    ip = context["identity"]["sourceIp"]
    return Attempt(credential_of(authorization), context["requestId"], ip, agent)


def _authorized(caller: Caller) -> dict[str, str | int]:
    return {"tenant": caller.tenant, "subject": caller.subject, "role": caller.role}


def _epoch() -> int:
    return int(CLOCK.now().timestamp())


def _policy(method_arn: str, principal: str, context: dict[str, str | int]) -> dict[str, Any]:
    """Allow the whole stage, since API Gateway caches the answer for all of a credential's requests."""
    api, stage = method_arn.split("/")[:2]
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{api}/{stage}/*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": principal, "policyDocument": document, "context": context}
