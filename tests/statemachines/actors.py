"""Small functions that play a state machine's parts on the local cloud: each returns or fails as its script says."""

import atexit
import io
import json
import time
import uuid
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3

from infra.local.aws import options
from tests.statemachines.definitions import rendered

HANDLER = """
import json, os
from pathlib import Path

def handler(event, context):
    part = json.loads(Path(os.environ["PART"]).read_text())
    calls, script = Path(part["calls"]), part["script"]
    seen = calls.read_text().count("\\n") if calls.exists() else 0
    with calls.open("a") as log:
        log.write(json.dumps(event) + "\\n")
    step = script[min(seen, len(script) - 1)]
    if step == "fail":
        raise RuntimeError("as told")
    return step
"""
ROLE = "arn:aws:iam::000000000000:role/actor"
TRUST = {"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}}
ALL = {"Effect": "Allow", "Action": ["lambda:InvokeFunction", "logs:*", "states:*"], "Resource": "*"}


def _make_role(endpoint: str) -> None:
    """Make the role of actors and machines; the local cloud holds them to it."""
    iam = boto3.client("iam", **options(endpoint))
    with suppress(iam.exceptions.EntityAlreadyExistsException):
        iam.create_role(
            RoleName="actor", AssumeRolePolicyDocument=_policy(TRUST | {"Action": "sts:AssumeRole"})
        )
    iam.put_role_policy(RoleName="actor", PolicyName="all", PolicyDocument=_policy(ALL))


def _policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def actor(endpoint: str, calls: str, script: list[Any]) -> str:
    """Have a function go through the script, a step a call, and log its inputs; return its ARN.

    The log's name is that of the part. One function plays it in all tests, one test after the other.
    """
    arn, part = _player(endpoint, Path(calls).name)
    part.write_text(json.dumps({"calls": calls, "script": script}))
    return arn


@cache
def _player(endpoint: str, name: str) -> tuple[str, Path]:
    """Create a function; return its ARN and the file that says what it plays."""
    _make_role(endpoint)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("handler.py", HANDLER)
    part = _folder() / f"{name}-{uuid.uuid4().hex[:12]}"
    created = boto3.client("lambda", **options(endpoint)).create_function(
        FunctionName=f"actor-{part.name}",
        Runtime="python3.13",
        Role=ROLE,
        Handler="handler.handler",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"PART": str(part)}},
        Timeout=30,
    )
    return created["FunctionArn"], part


@cache
def _folder() -> Path:
    folder = TemporaryDirectory(prefix="actors-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def play(endpoint: str, machine: str, arns: dict[str, str], given: object) -> dict[str, Any]:
    """Run the machine, with these functions as its parts, on the input to its end; return the execution."""
    states = boto3.client("stepfunctions", **options(endpoint))
    definition = rendered(machine, arns)
    created = states.create_state_machine(
        name=f"{machine}-{uuid.uuid4().hex[:12]}", definition=definition, roleArn=ROLE, type="STANDARD"
    )
    started = states.start_execution(stateMachineArn=created["stateMachineArn"], input=json.dumps(given))
    while True:
        execution = states.describe_execution(executionArn=started["executionArn"])
        if execution["status"] != "RUNNING":
            return dict(execution)
        time.sleep(0.05)
