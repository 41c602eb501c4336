"""Tells API Gateway who a request speaks for, and what may be done with its credential."""

from collections.abc import Mapping, Sequence
from typing import Any

from quarterdeck.bootstrap.identity import doors
from quarterdeck.contexts.identity.access import Access, to_context
from quarterdeck.contexts.identity.doors import Presented
from quarterdeck.contexts.identity.refusals import refuse
from quarterdeck.kernel.errors import QuarterdeckError, Unauthenticated
from quarterdeck.kernel.observability import bind, logger


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the policy for the caller; an invalid credential becomes 401, an issuer that is down 503."""
    bind(correlation_id=event["requestContext"]["requestId"], stage="authorize")
    try:
        access = doors().enter(_presented(event.get("multiValueHeaders") or {}))
    except QuarterdeckError as error:
        refuse("api", error)
        if isinstance(error, Unauthenticated):
            raise Exception("Unauthorized") from error  # noqa: TRY002, TRY004 - the literal text that API Gateway maps to 401
        raise
    logger.append_keys(tenant=access.caller.tenant)
    logger.info("authorized", extra={"door": access.door, "credential": access.credential})
    return _policy(event["methodArn"], access)


def _presented(headers: Mapping[str, Sequence[str]]) -> Presented:
    by_name: dict[str, tuple[str, ...]] = {}
    for name, values in headers.items():
        by_name[name.lower()] = (*by_name.get(name.lower(), ()), *values)
    return Presented(*(by_name.get(name, ()) for name in ("authorization", "cookie", "x-tenant")))


def _policy(method_arn: str, access: Access) -> dict[str, Any]:
    """Allow the stage: the answer is for this request alone, and its permissions are checked where it is served."""
    api, stage = method_arn.split("/")[:2]
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{api}/{stage}/*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {
        "principalId": access.caller.subject,
        "policyDocument": document,
        "context": to_context(access),
    }
