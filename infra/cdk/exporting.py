"""Exports: the machine that reads a person's or a tenant's data into an archive, and may change nothing of it."""

from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.machine import Machine

STEP = Size(
    memory=1024, timeout=600
)  # pages for two minutes, then the last one's files, 20 MiB each at the most
FINISH = Size(memory=512, timeout=30)  # one transaction


class Exporting(Construct):
    """From the wish to have data exported to the receipt."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        functions = {"ExportStepArn": self._step(), "ExportFinishArn": self._finish()}
        self.machine = Machine(self, "export", base, sfn.StateMachineType.STANDARD, functions)
        failed = "An export broke off; asking for it again begins anew."
        base.alarms.watch("ExportsFailed", emitted("ExportsFailed"), failed)

    def begun_by(self, function: Function) -> None:
        """Let the function begin exports and show them."""
        self._base.tables.write(function, "operations")
        self.machine.started_by(function, "EXPORT_MACHINE_ARN")

    def _step(self) -> Function:
        function = Function(self, "export_step", self._base, STEP)
        tables = self._base.tables
        tables.read(
            function, "identity", "meetings", "assistant", "knowledge", "audit", "origins", "operations"
        )
        tables.read_with(function, "connectors", "WEBHOOK#*")
        self._base.objects.export(function)
        return function

    def _finish(self) -> Function:
        function = Function(self, "export_finish", self._base, FINISH)
        self._base.tables.write(function, "operations")
        self._base.tables.append(function)
        self._base.tables.audit(function)
        return function
