"""The ingest machine, and the queue through which a new raw object starts it."""

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.machine import Machine
from infra.cdk.objects import cfn_bucket
from infra.cdk.queues import dead_letters, feed, work_queue

START = Size(memory=512, timeout=30)  # one row and one StartExecution for each of ten messages
PARSE = Size(memory=1024, timeout=120)  # holds an upload, its text and its turns at once
INDEX = Size(memory=1769, timeout=600)  # embeds thousands of chunks: one full core, as long as that takes
FINISH = Size(memory=512, timeout=30)  # one transaction


class Ingest(Construct):
    """From an uploaded object to an indexed meeting."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        functions = {
            "IngestParseArn": self._parse(base),
            "IngestIndexArn": self._index(base),
            "IngestFinishArn": self._finish(base),
        }
        self.machine = Machine(self, "ingest", base, sfn.StateMachineType.STANDARD, functions)
        start = self._start(base)
        self.dead = dead_letters(self, "IngestDeadLetters", base, "An uploaded object could not be taken in.")
        self.queue = work_queue(self, "Queue", base, START.timeout, self.dead)
        self._feed(base.objects.bucket)
        feed(self, "QueueToStart", base, self.queue, start, batch=10)
        self._watch(base)

    def _start(self, base: Foundation) -> Function:
        function = Function(self, "ingest_start", base, START)
        base.tables.read(function, "meetings")
        self.machine.started_by(function, "INGEST_MACHINE_ARN")
        return function

    def _parse(self, base: Foundation) -> Function:
        function = Function(self, "ingest_parse", base, PARSE)
        base.tables.write(function, "meetings")
        base.objects.replace(function)
        return function

    def _index(self, base: Foundation) -> Function:
        function = Function(self, "ingest_index", base, INDEX, layers=[base.layers.search])
        base.objects.read(function)
        base.search.index(function)
        return function

    def _finish(self, base: Foundation) -> Function:
        function = Function(self, "ingest_finish", base, FINISH)
        base.tables.write(function, "meetings")
        base.tables.append(function)
        base.objects.read(function)
        return function

    def _feed(self, bucket: s3.Bucket) -> None:
        """Send the bucket's new raw objects to the queue.

        By the bucket's own property: ``add_event_notification`` would bring a custom resource with a function.
        """
        allow = iam.PolicyStatement(
            principals=[iam.ServicePrincipal("s3.amazonaws.com")],
            actions=["sqs:SendMessage"],
            resources=[self.queue.queue_arn],
            conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
        )
        policy = self.queue.add_to_resource_policy(allow).policy_dependable
        rules = [
            s3.CfnBucket.FilterRuleProperty(name="prefix", value="tenants/"),
            s3.CfnBucket.FilterRuleProperty(name="suffix", value=".raw"),
        ]
        to_queue = s3.CfnBucket.QueueConfigurationProperty(
            event="s3:ObjectCreated:*",
            queue=self.queue.queue_arn,
            filter=s3.CfnBucket.NotificationFilterProperty(
                s3_key=s3.CfnBucket.S3KeyFilterProperty(rules=rules)
            ),
        )
        resource = cfn_bucket(bucket)
        resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            queue_configurations=[to_queue]
        )
        if policy:
            resource.node.add_dependency(policy)

    def _watch(self, base: Foundation) -> None:
        age = self.queue.metric_approximate_age_of_oldest_message(period=PERIOD, statistic="Maximum")
        base.alarms.watch("IngestQueueAge", age, "An uploaded object has waited for 5 minutes.", at_least=300)
        base.alarms.watch(
            "MeetingsFailed", emitted("MeetingsFailed"), "A meeting could not be ingested; its row says why."
        )
