"""What runs for an organisation that is erased is ended; others' executions go on."""

import json
from collections.abc import Iterator
from uuid import uuid4

import boto3
import pytest

from quarterdeck.contexts.operations.protection.executions import Executions
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.aws import client

WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}


@pytest.fixture
def machine(tables: None) -> Iterator[str]:  # noqa: ARG001 - the emulator must run
    states = client("stepfunctions")
    name = f"waiting-{uuid4().hex[:8]}"
    role = boto3.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    arn = states.create_state_machine(name=name, definition=json.dumps(WAITING), roleArn=role)[
        "stateMachineArn"
    ]
    yield arn
    states.delete_state_machine(stateMachineArn=arn)


def test_executions_of_the_tenant_are_ended(machine: str, tenant: TenantId) -> None:
    states = client("stepfunctions")

    def started(**given: str) -> str:
        return states.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]

    theirs = {started(tenant=tenant), started(tenant=tenant, kind="full")}
    others = {started(tenant=f"{tenant}-two"), started()}
    executions = Executions([machine])
    assert executions.stop(tenant).number == 2
    found = {arn: states.describe_execution(executionArn=arn)["status"] for arn in theirs | others}
    assert {arn for arn, status in found.items() if status == "ABORTED"} == theirs
    assert executions.stop(tenant).number == 0
    for arn in others:
        states.stop_execution(executionArn=arn)
