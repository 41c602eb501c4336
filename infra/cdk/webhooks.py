"""Webhooks: one door for all vendors, the queue behind it, and what makes events of its messages."""

from aws_cdk import aws_events as events
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.permissions import allow
from infra.cdk.queues import dead_letters, feed, seal_messages, work_queue
from quarterdeck.contexts.connectors.webhooks.events import WebhookReceived
from quarterdeck.contexts.connectors.webhooks.vault import PREFIX

DOOR = Size(memory=1024, timeout=29)  # what its vendor gives up on sooner is taken in all the same
DELIVER = Size(memory=512, timeout=30)  # one transaction for each of ten messages
MANY_REFUSED = 50


class Webhooks(Construct):
    """From a vendor's request to an event on the bus."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        deliver = self._deliver()
        self.dead = dead_letters(
            self, "WebhookDeadLetters", base, "A webhook was taken in but could not become an event."
        )
        self.queue = work_queue(self, "Queue", self._base, DELIVER.timeout, self.dead)
        self.door = self._door()
        feed(self, "QueueToDeliver", self._base, self.queue, deliver, batch=10)
        self._watch()

    def managed_by(self, function: Function) -> None:
        """Let the function make, show and remove endpoints with their secrets."""
        self._base.tables.replace_with(function, "connectors", "WEBHOOK#*")
        self._base.secrets.manage_each_tenants(function, PREFIX)

    def _door(self) -> Function:
        function = Function(self, "webhooks", self._base, DOOR, layers=[self._base.layers.signing])
        self._base.tables.look_up(function, "connectors", "WEBHOOK#*")
        self._base.tables.claim(function)
        self._base.objects.write(function)
        self._base.secrets.read_each_tenants(function, PREFIX)
        allow(function, ["sqs:SendMessage"], [self.queue.queue_arn])
        seal_messages(function, self._base)
        function.add_environment("WEBHOOK_QUEUE_URL", self.queue.queue_url)
        return function

    def _deliver(self) -> Function:
        function = Function(self, "webhook_deliver", self._base, DELIVER)
        self._base.tables.write(function, "connectors")
        self._base.tables.append(function)
        return function

    def _watch(self) -> None:
        age = self.queue.metric_approximate_age_of_oldest_message(period=PERIOD, statistic="Maximum")
        late = "A webhook has waited for 5 minutes to become an event."
        self._base.alarms.watch("WebhookQueueAge", age, late, at_least=300)
        refused = f"{MANY_REFUSED} webhooks within 5 minutes were not signed by their vendor."
        self._base.alarms.watch("WebhooksRefused", emitted("WebhooksRefused"), refused, at_least=MANY_REFUSED)


def received_from(vendor: str) -> events.EventPattern:
    """Return the pattern of a vendor's deliveries on the bus."""
    return events.EventPattern(
        source=[WebhookReceived.topic],
        detail_type=[WebhookReceived.type],
        detail={"data": {"vendor": [vendor]}},
    )
