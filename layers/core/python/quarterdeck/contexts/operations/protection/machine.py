"""The erasure machine: one Standard execution for each attempt at an erasure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.contexts.operations.protection.model import Erasure
from quarterdeck.platform.aws import client


@dataclass(frozen=True, slots=True)
class ErasureMachine:
    """``settle_seconds`` is how long a question that is being answered may still write what it read before."""

    arn: str
    settle_seconds: int

    def start(self, erasure: Erasure, stores: Sequence[str], correlation_id: str) -> None:
        """Start the attempt, unless it was started before."""
        states = client("stepfunctions")
        about = {
            "tenant": erasure.tenant,
            "erasure_id": erasure.id,
            "kind": erasure.kind.value,
            "subject": erasure.subject,
            "correlation_id": correlation_id,
        }
        given = about | {"stores": list(stores), "settle_seconds": self.settle_seconds}
        name = f"{erasure.id}-{erasure.attempt}"
        try:
            states.start_execution(stateMachineArn=self.arn, name=name, input=json.dumps(given))
        except states.exceptions.ExecutionAlreadyExists:
            return
