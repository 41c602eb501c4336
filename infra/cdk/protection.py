"""Data protection: the erasure machine, whose functions alone may remove what other functions only add."""

from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.machine import Machine
from quarterdeck.contexts.connectors.webhooks.vault import PREFIX as WEBHOOKS
from quarterdeck.contexts.knowledge.connection import SECRETS as AIRTABLE

STEP = Size(memory=1024, timeout=600)  # a hundred runs, or a thousand rows or versions of objects at once
FINISH = Size(memory=512, timeout=30)  # one transaction

ONLY_REMOVED = (
    "knowledge",
    "connectors",
    "operations",
    "outbox",
    "idempotency",
    "onetime",
    "llm",
    "cache",
    "limits",
)
LEADING = {
    "identity": ("APIKEY#*", "SESSION#*", "IDENTITY#*", "EMAIL#*", "DOMAIN#*", "SIGNUP#*", "SLACK#*"),
    "onetime": ("ONETIME#*",),
    "connectors": ("WEBHOOK#*",),
    "knowledge": ("KNOWLEDGE#CONNECTED",),
}
"""The rows that lead to a tenant, and so are under none, by their tables."""


class Protection(Construct):
    """From the wish to have something erased to its receipt."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        self._eraser = self._step()
        functions = {"ErasureStepArn": self._eraser, "ErasureFinishArn": self._finish()}
        self.machine = Machine(self, "erasure", base, sfn.StateMachineType.STANDARD, functions)
        failed = "An erasure broke off; asking for it again goes on with it."
        base.alarms.watch("ErasuresFailed", emitted("ErasuresFailed"), failed)

    def begun_by(self, function: Function) -> None:
        """Let the function begin erasures and show them."""
        self._base.tables.write(function, "operations")
        self.machine.started_by(function, "ERASURE_MACHINE_ARN")
        function.add_environment("ERASURE_SETTLES", str(self._base.target.settle_seconds))
        function.add_environment("ERASURE_SETTLES_UPLOADS", str(self._base.target.settle_uploads_seconds))

    def ends(self, *machines: Machine) -> None:
        """End the executions of these machines that run for a tenant that is erased."""
        for machine in machines:
            machine.ended_by(self._eraser)
        self._eraser.add_environment(
            "MACHINES_TO_STOP", " ".join(each.state_machine_arn for each in machines)
        )

    def _step(self) -> Function:
        function = Function(self, "erasure_step", self._base, STEP, layers=[self._base.layers.search])
        self._reach_rows(function)
        self._base.objects.replace(function)
        self._base.search.index(function)
        self._base.secrets.remove_each_tenants(function, WEBHOOKS, AIRTABLE)
        return function

    def _reach_rows(self, function: Function) -> None:
        tables = self._base.tables
        tables.sweep(function)
        tables.replace(function, "meetings", "assistant")
        tables.cache(function)
        tables.append(function)
        tables.read(function, "audit")
        tables.forget(function, "identity", "streams", "origins")
        tables.remove(function, *ONLY_REMOVED)
        for name, keys in LEADING.items():
            tables.remove_single(function, name, *keys)

    def _finish(self) -> Function:
        function = Function(self, "erasure_finish", self._base, FINISH)
        self._base.tables.write(function, "operations")
        self._base.tables.append(function)
        self._base.tables.audit(function)
        return function
