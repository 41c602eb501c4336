"""The role with which a function works for a tenant, in sessions tagged with that tenant.

The tag decides: a policy of the role names ``${aws:PrincipalTag/tenant}`` where a tenant belongs. The function's own
role may take this one on, and do to tenants' data nothing else.
"""

from collections.abc import Iterable
from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.permissions import allow, statement

TENANT = "${aws:PrincipalTag/tenant}"
KEYS = (f"TENANT#{TENANT}", f"TENANT#{TENANT}#*")
"""The tenant's own row, and the rows under its prefix: with the delimiter, as one id may begin another."""


def with_keys(*patterns: str) -> dict[str, Any]:
    """Return the conditions of a request all of whose partition keys are like one of the patterns.

    Without keys there is nothing that could differ from them, so a request that names none, such as a scan, is denied
    by the second condition.
    """
    return {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(patterns)},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }


def allow_for_tenant(
    function: lambda_.Function,
    actions: Iterable[str],
    resources: Iterable[str],
    conditions: dict[str, Any] | None = None,
) -> iam.Role:
    """Let the function do the actions on the resources for a tenant, and return its tenant role."""
    role = _role(function)
    role.add_to_policy(statement(actions, resources, conditions))
    return role


def _role(function: lambda_.Function) -> iam.Role:
    """Return the function's tenant role, made when it is first needed."""
    home, own = function.node.scope, function.role
    if not isinstance(home, Construct) or own is None:
        raise ValueError(f"{function.node.path} has no role of its own")
    found = home.node.try_find_child("TenantRole")
    if isinstance(found, iam.Role):
        return found
    role = iam.Role(home, "TenantRole", assumed_by=_trusted(own.role_arn))
    allow(function, ["sts:AssumeRole", "sts:TagSession"], [role.role_arn])
    function.add_environment("TENANT_ROLE_ARN", role.role_arn)
    return role


def _trusted(own_role: str) -> iam.IPrincipal:
    """Trust the function's own role, to tag its session with a tenant and nothing else."""
    one_tag = {
        "Null": {"aws:RequestTag/tenant": "false"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["tenant"]},
    }
    return iam.SessionTagsPrincipal(iam.ArnPrincipal(own_role).with_conditions(one_tag))
