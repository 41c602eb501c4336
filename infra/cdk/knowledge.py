"""Product knowledge: the snapshot machine, its hourly schedule, Airtable's notifications, and the share of hits."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.machine import Machine
from infra.cdk.queues import dead_letters, feed, work_queue
from infra.cdk.webhooks import received_from
from quarterdeck.contexts.knowledge.connection import SECRETS

SYNC = Size(
    memory=512, timeout=60
)  # waits for Airtable most of its time: a turn is 20 s, a request 10 s at most
BUILD = Size(memory=1769, timeout=120)  # thousands of rows at once
FINISH = Size(memory=512, timeout=30)  # one transaction
START = Size(memory=512, timeout=60)  # one StartExecution a tenant
NOTIFIED = Size(memory=512, timeout=30)  # a row, an object and a StartExecution for each of ten notifications

HOUR = Duration.hours(1)
QUARTER = Duration.minutes(15)
ENOUGH_READS = 20
"""Fewer say nothing about their share."""


class Knowledge(Construct):
    """From Airtable's tables to the snapshot that answers come from."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        functions = {
            "SnapshotSyncArn": self._sync(),
            "SnapshotBuildArn": self._build(),
            "SnapshotFinishArn": self._finish(),
        }
        self.machine = Machine(self, "snapshot", base, sfn.StateMachineType.STANDARD, functions)
        self._hourly(self._start())
        self._watch()

    def read_by(self, function: Function) -> None:
        """Let the function read the current snapshot, or else the tables, and have a snapshot made."""
        self._base.tables.write(function, "knowledge")  # it writes when the base takes its next request
        self._open_airtable(function)
        self.machine.started_by(function, "SNAPSHOT_MACHINE_ARN")

    def managed_by(self, function: Function) -> None:
        """Let the function show syncs and start one."""
        self._base.tables.read(function, "knowledge")
        self.machine.started_by(function, "SNAPSHOT_MACHINE_ARN")

    def hear(self, bus: events.EventBus) -> None:
        """Start a sync for each of Airtable's notifications that reaches the bus as a webhook."""
        function = Function(self, "snapshot_notified", self._base, NOTIFIED)
        self.managed_by(function)
        self._base.objects.read(function)
        meaning = "A notification of Airtable's could not start a sync; the next hour's sync makes up for it."
        dead = dead_letters(self, "NotifiedDeadLetters", self._base, meaning)
        queue = work_queue(self, "NotifiedQueue", self._base, NOTIFIED.timeout, dead)
        rule = events.Rule(self, "Notified", event_bus=bus, event_pattern=received_from("airtable"))
        envelope = events.RuleTargetInput.from_event_path("$.detail")
        rule.add_target(targets.SqsQueue(queue, message=envelope))
        feed(self, "NotifiedQueueToFunction", self._base, queue, function, batch=10)

    def _sync(self) -> Function:
        layers = [self._base.layers.connectors]
        function = Function(self, "snapshot_sync", self._base, SYNC, layers=layers)
        self._base.tables.replace(function, "knowledge")
        self._open_airtable(function)
        return function

    def _build(self) -> Function:
        function = Function(self, "snapshot_build", self._base, BUILD)
        self._base.tables.write(function, "knowledge")
        self._base.tables.append(function)
        self._base.objects.write(function)
        return function

    def _finish(self) -> Function:
        function = Function(self, "snapshot_finish", self._base, FINISH)
        self._base.tables.write(function, "knowledge")
        return function

    def _start(self) -> Function:
        function = Function(self, "snapshot_start", self._base, START)
        self._base.tables.look_up(function, "knowledge", "KNOWLEDGE#CONNECTED")
        self.machine.started_by(function, "SNAPSHOT_MACHINE_ARN")
        return function

    def _open_airtable(self, function: Function) -> None:
        self._base.secrets.read_each_tenants(function, SECRETS)
        function.add_environment("AIRTABLE_API_URL", self._base.target.airtable_api_url)

    def _hourly(self, start: Function) -> None:
        """Send the schedule's word through a queue, which tries again and keeps what can't be done."""
        self.dead = dead_letters(
            self, "SnapshotDeadLetters", self._base, "The hourly syncs could not be started."
        )
        queue = work_queue(self, "Queue", self._base, START.timeout, self.dead)
        rule = events.Rule(self, "Hourly", schedule=events.Schedule.rate(HOUR))
        rule.add_target(targets.SqsQueue(queue))
        feed(self, "QueueToStart", self._base, queue, start, batch=1)

    def _watch(self) -> None:
        failed = "A sync of product tables failed; its log line says why."
        self._base.alarms.watch("SyncsFailed", emitted("SyncsFailed"), failed)
        if not self._base.target.math_alarms:
            return
        few = f"Less than {{}}% of {{}} reads, of {ENOUGH_READS} or more, found a snapshot."
        self._base.alarms.watch_low(
            "SnapshotHitShare", hit_share(HOUR), few.format(95, "an hour's"), below=95
        )
        soon = few.format(90, "a quarter of an hour's")
        self._base.alarms.watch_low("SnapshotHitsFew", hit_share(QUARTER), soon, below=90)


def hit_share(period: Duration) -> cloudwatch.MathExpression:
    """Return the percentage of a period's reads that found a snapshot: 100 where there were few reads."""
    hits, misses = (emitted(name).with_(period=period) for name in ("SnapshotHits", "SnapshotMisses"))
    return cloudwatch.MathExpression(
        expression=f"IF(FILL(h, 0) + FILL(m, 0) >= {ENOUGH_READS}, 100 * FILL(h, 0) / (FILL(h, 0) + FILL(m, 0)), 100)",
        using_metrics={"h": hits, "m": misses},
        label="Reads from a snapshot, %",
        period=period,
    )
