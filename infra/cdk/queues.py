"""Queues: encrypted, TLS only, never without a dead-letter queue, and the dead letters never unwatched."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.cdk.alarms import PERIOD, Alarms

ATTEMPTS = 3


def dead_letters(scope: Construct, construct_id: str, alarms: Alarms, meaning: str) -> sqs.Queue:
    """Return a queue that keeps what could not be done for 14 days, and alarms at the first such message."""
    queue = sqs.Queue(
        scope,
        construct_id,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=Duration.days(14),
    )
    depth = queue.metric_approximate_number_of_messages_visible(period=PERIOD, statistic="Maximum")
    alarms.watch(f"{construct_id}Depth", depth, meaning)
    return queue


def work_queue(scope: Construct, construct_id: str, worker_seconds: int, dead: sqs.Queue) -> sqs.Queue:
    """Return a queue for a function: a message stays hidden for six of its timeouts, as AWS advises for mappings."""
    return sqs.Queue(
        scope,
        construct_id,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        visibility_timeout=Duration.seconds(6 * worker_seconds),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=ATTEMPTS),
    )
