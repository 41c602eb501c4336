"""The one way to give a function or a machine a permission: named actions on named resources."""

from collections.abc import Iterable
from typing import Any, Protocol

from aws_cdk import aws_iam as iam


class Grantee(Protocol):
    """Whatever has a role of its own."""

    def add_to_role_policy(self, statement: iam.PolicyStatement) -> None:
        """Add the statement to the role's policy."""
        ...


def allow(
    grantee: Grantee,
    actions: Iterable[str],
    resources: Iterable[str],
    conditions: dict[str, Any] | None = None,
) -> None:
    """Let the grantee do the actions on the resources, under the conditions."""
    grantee.add_to_role_policy(statement(actions, resources, conditions))


def statement(
    actions: Iterable[str], resources: Iterable[str], conditions: dict[str, Any] | None = None
) -> iam.PolicyStatement:
    """Return what allows the actions on the resources, under the conditions."""
    return iam.PolicyStatement(actions=list(actions), resources=list(resources), conditions=conditions)
