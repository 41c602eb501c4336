"""Acknowledging Slack within three seconds of a cold start leaves no room for heavy imports."""

import subprocess
import sys

HEAVY = {
    "boto3",
    "botocore",
    "openai",
    "numpy",
    "opensearchpy",
    "pydantic",
    "pynamodb",
    "aws_xray_sdk",
    "slack_sdk",
}


def test_reading_slack_events_imports_nothing_heavy() -> None:
    code = (
        "import quarterdeck.platform.slack.signature, quarterdeck.platform.slack.events, sys;"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert not HEAVY & set(done.stdout.split())
