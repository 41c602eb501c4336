"""What the functions logged as errors meanwhile, so that a loss can be told from its cause."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3

from infra.local.aws import options

if TYPE_CHECKING:
    from mypy_boto3_logs.client import CloudWatchLogsClient


def errors(endpoint: str) -> Counter[str]:
    """Return how often each function of the local cloud logged which error, by the last line of its traceback."""
    logs = boto3.client("logs", **options(endpoint))
    groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    return Counter(f"{_short(group)}: {told}" for group in groups for told in _told(logs, group))


def _told(logs: "CloudWatchLogsClient", group: str) -> Iterator[str]:
    for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
        for event in page["events"]:
            for line in event["message"].splitlines():
                if line.startswith('{"level":"ERROR"'):
                    yield _last(json.loads(line))


def _last(line: dict[str, str]) -> str:
    traceback = line.get("exception", "").splitlines()
    return f"{line.get('message')} {traceback[-1] if traceback else ''}"


def _short(group: str) -> str:
    return group.rpartition("/")[2].partition("Log")[0]
