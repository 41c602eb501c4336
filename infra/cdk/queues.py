"""Queues: encrypted, TLS only, never without a dead-letter queue, and the dead letters never unwatched."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.encryption import OPEN, SEAL
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function

ATTEMPTS = 3


def dead_letters(scope: Construct, construct_id: str, base: Foundation, meaning: str) -> sqs.Queue:
    """Return a queue that keeps what could not be done for 14 days, and alarms at the first such message."""
    queue = sqs.Queue(
        scope,
        construct_id,
        enforce_ssl=True,
        retention_period=Duration.days(14),
    )
    base.encryption.protect(queue)
    depth = queue.metric_approximate_number_of_messages_visible(period=PERIOD, statistic="Maximum")
    base.alarms.watch(f"{construct_id}Depth", depth, meaning)
    return queue


def work_queue(
    scope: Construct, construct_id: str, base: Foundation, worker_seconds: int, dead: sqs.Queue
) -> sqs.Queue:
    """Return a queue for a function: a message stays hidden for six of its timeouts, as AWS advises for mappings."""
    queue = sqs.Queue(
        scope,
        construct_id,
        enforce_ssl=True,
        visibility_timeout=Duration.seconds(6 * worker_seconds),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=ATTEMPTS),
    )
    base.encryption.protect(queue)
    return queue


def feed(
    scope: Construct, construct_id: str, base: Foundation, queue: sqs.Queue, function: Function, *, batch: int
) -> None:
    """Have the function work off the queue, and say of each message of a batch whether that failed."""
    queue.grant_consume_messages(function)
    base.encryption.let(function, "sqs", OPEN)
    lambda_.EventSourceMapping(
        scope,
        construct_id,
        target=function,
        event_source_arn=queue.queue_arn,
        batch_size=batch,
        report_batch_item_failures=True,
    )


def seal_messages(function: Function, base: Foundation) -> None:
    """Let the function use the key for what it sends to queues, or what Lambda sends there in its name."""
    base.encryption.let(function, "sqs", (*OPEN, *SEAL))
