"""The event bus: every committed event reaches it through the outbox's stream, and the archive keeps it."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size
from infra.cdk.nag import accept
from infra.cdk.permissions import allow
from infra.cdk.queues import dead_letters, seal_messages

PUBLISH = Size(memory=512, timeout=30)  # a hundred events are a hundred short calls of PutEvents


class Events(Construct):
    """The bus ``quarterdeck`` (topic = source, event = detail-type), its archive and its publisher."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self.bus = events.EventBus(self, "Bus", event_bus_name="quarterdeck")
        removal = RemovalPolicy.RETAIN if base.target.keep_data else RemovalPolicy.DESTROY
        self.bus.apply_removal_policy(removal)
        if base.target.archive_events:
            archive = events.CfnArchive(self, "Archive", source_arn=self.bus.event_bus_arn)
            archive.apply_removal_policy(removal)
        self._publish(base)

    def _publish(self, base: Foundation) -> None:
        function = Function(self, "outbox_publish", base, PUBLISH)
        allow(function, ["events:PutEvents"], [self.bus.event_bus_arn])
        function.add_environment("EVENT_BUS", self.bus.event_bus_name)
        seal_messages(function, base)
        self.dead = dead_letters(self, "OutboxDeadLetters", base, "Events could not be published.")
        accept(
            self.dead,
            "SQS3",
            "It is a dead-letter queue itself, of a stream's mapping, which the rule can't see.",
        )
        lambda_.EventSourceMapping(
            self,
            "StreamToPublish",
            target=function,
            event_source_arn=base.tables.stream(function, "outbox"),
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=100,
            bisect_batch_on_error=True,
            retry_attempts=5,
            report_batch_item_failures=True,
            on_failure=sources.SqsDlq(self.dead),
            # Only a new row is an event; the log is append-only, so anything else was a repair by hand.
            filters=[lambda_.FilterCriteria.filter({"eventName": lambda_.FilterRule.is_equal("INSERT")})],
        )
        age = function.metric("IteratorAge", period=PERIOD, statistic="Maximum")
        late = "Committed events wait longer than a minute for the bus."
        base.alarms.watch("OutboxLate", age, late, at_least=Duration.minutes(1).to_milliseconds())
