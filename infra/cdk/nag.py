"""Exceptions from the AwsSolutions checks: each is one rule at one construct, with the reason beside it."""

from aws_cdk import Acknowledgment, App, Validations
from constructs import IConstruct


def check(app: App) -> None:
    """Make synthesis fail at any finding that no construct accepts."""
    from cdk_nag import AwsSolutionsChecks  # noqa: PLC0415 - half a second that a local start need not wait

    Validations.of(app).add_plugins(AwsSolutionsChecks(app))


def accept(scope: IConstruct, rule: str, reason: str) -> None:
    """Accept the rule's finding (such as ``S1`` or ``IAM5[Resource::*]``) at the construct and below it."""
    Validations.of(scope).acknowledge(Acknowledgment(id=f"AwsSolutions-{rule}", reason=reason))
