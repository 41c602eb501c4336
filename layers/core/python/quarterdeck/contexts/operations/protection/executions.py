"""Ending what runs for a tenant that is being erased, so that nothing writes for it behind the erasure's back."""

import json
from collections.abc import Iterator, Sequence

from msgspec import Struct

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.aws import client
from quarterdeck.platform.erasing import Erased


class Executions(Struct, frozen=True):
    """Executions of the machines with these ARNs, of which the one of erasures is none."""

    machines: Sequence[str]

    def stop(self, tenant: TenantId) -> Erased:
        """Stop those that run for the tenant, and return how many."""
        states, number = client("stepfunctions"), 0
        for arn in (each for machine in self.machines for each in _running(machine)):
            if json.loads(states.describe_execution(executionArn=arn)["input"]).get("tenant") == tenant:
                states.stop_execution(executionArn=arn, cause="the organisation is being erased")
                number += 1
        return Erased(number)


def _running(machine: str) -> Iterator[str]:
    pages = client("stepfunctions").get_paginator("list_executions")
    for page in pages.paginate(stateMachineArn=machine, statusFilter="RUNNING"):
        yield from (each["executionArn"] for each in page["executions"])
