"""What the functions of the local cloud logged."""

import json
from collections.abc import Iterator
from typing import Any

import boto3

from infra.local.aws import options


def logged(endpoint: str, of: str = "") -> Iterator[tuple[str, str]]:
    """Yield each message with its log group, of the groups in whose name ``of`` is."""
    logs = boto3.client("logs", **options(endpoint))
    for group in logs.get_paginator("describe_log_groups").paginate().search("logGroups[].logGroupName"):
        if of in group:
            streams = logs.get_paginator("describe_log_streams").paginate(logGroupName=group)
            for stream in streams.search("logStreams[].logStreamName"):
                pages = logs.get_paginator("filter_log_events").paginate(
                    logGroupName=group, logStreamNames=[stream]
                )
                for message in pages.search("events[].message"):
                    yield group, message


def lines(message: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of the message that our logger wrote, without the runtime's own and metrics."""
    for text in message.splitlines():
        if text.startswith('{"level"'):
            yield json.loads(text)
