"""Data protection: the erasure machine, whose functions alone may remove what other functions only add."""

from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.machine import Machine

STEP = Size(memory=1024, timeout=600)  # a hundred runs, or a thousand rows or versions of objects at once
FINISH = Size(memory=512, timeout=30)  # one transaction


class Protection(Construct):
    """From the wish to have something erased to its receipt."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        functions = {"ErasureStepArn": self._step(), "ErasureFinishArn": self._finish()}
        self.machine = Machine(self, "erasure", base, sfn.StateMachineType.STANDARD, functions)
        failed = "An erasure broke off; asking for it again goes on with it."
        base.alarms.watch("ErasuresFailed", emitted("ErasuresFailed"), failed)

    def begun_by(self, function: Function) -> None:
        """Let the function begin erasures and show them."""
        self._base.tables.write(function, "operations")
        self.machine.started_by(function, "ERASURE_MACHINE_ARN")
        function.add_environment("ERASURE_SETTLES", str(self._base.target.settle_seconds))

    def _step(self) -> Function:
        function = Function(self, "erasure_step", self._base, STEP, layers=[self._base.layers.search])
        self._base.tables.replace(function, "meetings", "assistant")
        self._base.tables.cache(function)
        self._base.tables.append(function)
        self._base.objects.replace(function)
        self._base.search.index(function)
        return function

    def _finish(self) -> Function:
        function = Function(self, "erasure_finish", self._base, FINISH)
        self._base.tables.write(function, "operations")
        self._base.tables.append(function)
        self._base.tables.audit(function)
        return function
