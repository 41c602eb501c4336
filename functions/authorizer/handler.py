"""Tells API Gateway who a request speaks for, and what may be done with its credential."""

from collections.abc import Mapping, Sequence
from typing import Any

from quarterdeck.bootstrap.identity import doors
from quarterdeck.bootstrap.limits import entrance
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.access import Access, to_context
from quarterdeck.contexts.identity.doors import Presented, credential_of
from quarterdeck.contexts.identity.entrance import Attempt
from quarterdeck.kernel.errors import TooMany, Unauthenticated
from quarterdeck.kernel.observability import bind, logger


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the policy for the caller: an invalid credential becomes 401, an issuer that is down 503.

    A locked door is the API's to tell of.
    """
    bind(correlation_id=event["requestContext"]["requestId"], stage="authorize")
    presented = _presented(event.get("multiValueHeaders") or {})
    attempt = _attempt(event, presented)
    try:
        access = entrance().enter(attempt, lambda: doors().enter(presented))
    except TooMany as error:
        until = int(CLOCK.now().timestamp()) + error.retry_after
        return _policy(event["methodArn"], "locked", {"locked_until": until})
    except Unauthenticated as error:
        raise Exception("Unauthorized") from error  # noqa: TRY002 - the literal text that API Gateway maps to 401
    return _let_in(event["methodArn"], access)


def _let_in(method_arn: str, access: Access) -> dict[str, Any]:
    logger.append_keys(tenant=access.caller.tenant)
    logger.info("authorized", extra={"door": access.door, "credential": access.credential})
    return _policy(method_arn, access.caller.subject, to_context(access))


def _presented(headers: Mapping[str, Sequence[str]]) -> Presented:
    by_name: dict[str, tuple[str, ...]] = {}
    for name, values in headers.items():
        by_name[name.lower()] = (*by_name.get(name.lower(), ()), *values)
    return Presented(*(by_name.get(name, ()) for name in ("authorization", "cookie", "x-tenant")))


def _attempt(event: dict[str, Any], presented: Presented) -> Attempt:
    context = event["requestContext"]
    identity = context["identity"]
    agent = identity.get("userAgent") or ""
    return Attempt.by_key(credential_of(presented), context["requestId"], identity["sourceIp"], agent)


def _policy(method_arn: str, principal: str, context: Mapping[str, str | int]) -> dict[str, Any]:
    """Allow the stage: the answer is for this request alone, and its permissions are checked where it is served."""
    api, stage = method_arn.split("/")[:2]
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{api}/{stage}/*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": principal, "policyDocument": document, "context": dict(context)}
