"""Small functions that play a state machine's parts on the local cloud: each returns or fails as its script says."""

import io
import json
import time
import uuid
import zipfile
from contextlib import suppress
from typing import Any

import boto3

from infra.local.aws import options
from tests.statemachines.definitions import rendered

HANDLER = """
import json, os
from pathlib import Path

def handler(event, context):
    calls = Path(os.environ["CALLS"])
    seen = calls.read_text().count("\\n") if calls.exists() else 0
    with calls.open("a") as log:
        log.write(json.dumps(event) + "\\n")
    script = json.loads(os.environ["SCRIPT"])
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
    """Create a function that goes through the script, a step a call, and logs its inputs; return its ARN."""
    _make_role(endpoint)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("handler.py", HANDLER)
    created = boto3.client("lambda", **options(endpoint)).create_function(
        FunctionName=f"actor-{uuid.uuid4().hex[:12]}",
        Runtime="python3.13",
        Role=ROLE,
        Handler="handler.handler",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"CALLS": calls, "SCRIPT": json.dumps(script)}},
        Timeout=30,
    )
    return created["FunctionArn"]


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
