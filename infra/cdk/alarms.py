"""Alarms: one topic that tells the operators, and one way to watch a metric."""

from aws_cdk import Aws, Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.cdk.target import Target

PERIOD = Duration.minutes(5)
ENOUGH = 20
"""Of fewer in a period, the share that failed says nothing."""


def failed_share(
    failed: cloudwatch.IMetric, asked: cloudwatch.IMetric, label: str
) -> cloudwatch.MathExpression:
    """Return the percentage of a period that failed: 0 where there was little."""
    return cloudwatch.MathExpression(
        expression=f"IF(FILL(a, 0) >= {ENOUGH}, 100 * FILL(f, 0) / FILL(a, 0), 0)",
        using_metrics={"f": failed, "a": asked},
        label=label,
        period=PERIOD,
    )


class Alarms(Construct):
    """Every alarm of the suite, all notifying one topic.

    It isn't under the installation's key: alarms say nothing of tenants, and must be heard when the key is disabled.
    """

    def __init__(self, scope: Construct, construct_id: str, target: Target) -> None:
        super().__init__(scope, construct_id)
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
        if target.alarm_email:
            self.topic.add_subscription(subscriptions.EmailSubscription(target.alarm_email))
        self.all: list[cloudwatch.IAlarm] = []

    def watch(
        self, name: str, metric: cloudwatch.IMetric, meaning: str, *, at_least: float = 1, periods: int = 1
    ) -> None:
        """Alarm when the metric reaches ``at_least`` for so many periods; silence of the metric is fine."""
        self._add(
            name,
            metric,
            meaning,
            at_least,
            periods,
            cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        )

    def watch_low(self, name: str, metric: cloudwatch.IMetric, meaning: str, *, below: float) -> None:
        """Alarm when the metric falls below a value."""
        self._add(name, metric, meaning, below, 1, cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD)

    def watch_over(self, name: str, metric: cloudwatch.IMetric, meaning: str, *, over: float) -> None:
        """Alarm when the metric is over a value."""
        self._add(name, metric, meaning, over, 1, cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD)

    def _add(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        meaning: str,
        threshold: float,
        periods: int,
        comparison: cloudwatch.ComparisonOperator,
    ) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=threshold,
            evaluation_periods=periods,
            comparison_operator=comparison,
            alarm_description=meaning,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))
        self.all.append(alarm)
