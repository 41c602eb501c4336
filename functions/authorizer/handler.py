"""Tells API Gateway who a request speaks for."""

from typing import Any

from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.service import authenticate
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.kernel.observability import bind, logger


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the policy for the caller; an invalid credential becomes 401."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    bind(correlation_id=event["requestContext"]["requestId"], stage="authorize")
    try:
        caller = authenticate(headers.get("authorization", ""))
    except Unauthenticated as error:
        logger.info("refused", extra={"outcome": "unauthenticated"})
        raise Exception("Unauthorized") from error  # noqa: TRY002 - the literal text that API Gateway maps to 401
    logger.append_keys(tenant=caller.tenant)
    logger.info("authorized")
    return _policy(event["methodArn"], caller.subject, _authorized(caller))


def _authorized(caller: Caller) -> dict[str, str]:
    return {"tenant": caller.tenant, "subject": caller.subject, "role": caller.role}


def _policy(method_arn: str, principal: str, context: dict[str, str]) -> dict[str, Any]:
    """Allow the whole stage, since API Gateway caches the answer for all of a credential's requests."""
    api, stage = method_arn.split("/")[:2]
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{api}/{stage}/*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": principal, "policyDocument": document, "context": context}
