"""Log groups: explicit, with a retention, encrypted by CloudWatch Logs' own key."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.cdk.target import Target


def log_group(scope: Construct, construct_id: str, target: Target) -> logs.LogGroup:
    """Return a log group that forgets after 90 days: a quarter is what incidents are looked back over.

    Lines carry ids and never personal text, and they are where operators look for why something fails: a disabled key
    of the installation must not hide them.
    """
    return logs.LogGroup(
        scope,
        construct_id,
        retention=logs.RetentionDays.THREE_MONTHS,
        removal_policy=RemovalPolicy.RETAIN if target.keep_data else RemovalPolicy.DESTROY,
    )
