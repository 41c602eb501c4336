"""Limits: what the functions need to keep them, and the throttles that API Gateway adds.

API Gateway's throttles are for all callers together and keep a flood from the functions; what one caller or tenant may
is kept by the functions. There is no usage plan: a plan counts keys of API Gateway's own, which would have to be made
for each tenant by a function that may change the gateway, and the buckets in the table already say more (by class of
route, by subject and tenant, with a tenant's own figures) to callers who are told by the standard fields.
"""

from aws_cdk import aws_apigateway as apigateway

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoints import ENDPOINTS
from quarterdeck.rest.health import READY

STAGE = (50, 100)
"""Requests a second, and at once, of every method that isn't among the following."""

THROTTLES = {
    LimitClass.ASK: (25, 50),
    LimitClass.INGEST: (25, 50),
    LimitClass.MANAGE: (10, 20),
    LimitClass.EXPORT: (5, 10),
    LimitClass.LOGIN: (10, 20),
    LimitClass.SIGNUP: (5, 10),
}


def limited(function: Function, base: Foundation) -> None:
    """Let the function keep the limits."""
    base.tables.keep_count(function, "limits")
    function.add_environment("LIMITS", base.target.limits)


def throttles() -> dict[str, apigateway.MethodDeploymentOptions]:
    """Return the throttle of each method whose class has one of its own, and of readiness, which is open."""
    found = {f"{each.path}/{each.method}": THROTTLES.get(each.limit) for each in ENDPOINTS}
    found[f"{READY.path}/{READY.method}"] = (5, 10)
    return {
        method: apigateway.MethodDeploymentOptions(
            throttling_rate_limit=throttle[0], throttling_burst_limit=throttle[1]
        )
        for method, throttle in found.items()
        if throttle
    }
