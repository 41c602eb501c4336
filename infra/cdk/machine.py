"""A state machine from ``statemachines/<name>.asl.json``: its role may invoke the named functions and nothing else."""

from collections.abc import Mapping

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function
from infra.cdk.logs import log_group
from infra.cdk.nag import accept
from infra.cdk.permissions import allow
from infra.cdk.target import ROOT


class Machine(sfn.StateMachine):
    """The machine, its log and its alarms. ``functions`` maps each substitution in the definition to its function."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        base: Foundation,
        kind: sfn.StateMachineType,
        functions: Mapping[str, Function],
    ) -> None:
        definition = (ROOT / "statemachines" / f"{name}.asl.json").read_text(encoding="utf-8")
        arns = {substitution: function.function_arn for substitution, function in functions.items()}
        log = log_group(scope, "MachineLog", base.target)
        super().__init__(
            scope,
            "Machine",
            state_machine_type=kind,
            definition_body=sfn.DefinitionBody.from_string(definition),
            definition_substitutions=arns,
            tracing_enabled=True,
            logs=sfn.LogOptions(destination=log, level=sfn.LogLevel.ERROR, include_execution_data=False),
        )
        allow(self, ["lambda:InvokeFunction"], arns.values())
        accept(
            self,
            "SF1",
            "Runs and meetings are on record with every stage; other events would only repeat them.",
        )
        accept(self, "IAM5[Resource::*]", "X-Ray's and log delivery's actions take no resource.")
        self._watch(base, name)

    def started_by(self, function: lambda_.Function, setting: str) -> None:
        """Let the function start executions, and name the machine to it in the setting."""
        self._let(function, "states:StartExecution", setting)

    def awaited_by(self, function: lambda_.Function, setting: str) -> None:
        """Let the function start an execution and wait for its result, and name the machine to it in the setting."""
        self._let(function, "states:StartSyncExecution", setting)

    def ended_by(self, function: lambda_.Function) -> None:
        """Let the function find the executions that run, read what they were started with, and stop them."""
        running = Stack.of(self).format_arn(
            service="states",
            resource="execution",
            resource_name=f"{self.state_machine_name}:*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        allow(function, ["states:ListExecutions"], [self.state_machine_arn])
        allow(function, ["states:DescribeExecution", "states:StopExecution"], [running])
        if function.role and isinstance(resource := self.node.default_child, sfn.CfnStateMachine):
            name = Stack.of(self).get_logical_id(resource)
            found = f"arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<{name}.Name>:*"
            accept(function.role, f"IAM5[Resource::{found}]", "Executions are named when they are started.")

    def duration(self, statistic: str) -> cloudwatch.Metric:
        """Return the time that executions take, in milliseconds."""
        return self.metric_time(statistic=statistic, period=PERIOD)

    def _let(self, function: lambda_.Function, action: str, setting: str) -> None:
        allow(function, [action], [self.state_machine_arn])
        function.add_environment(setting, self.state_machine_arn)

    def _watch(self, base: Foundation, name: str) -> None:
        label = f"{name.capitalize()}Machine"
        late = f"An execution of the machine {name} ran out of time."
        base.alarms.watch(
            f"{label}Failed", self.metric_failed(period=PERIOD), f"An execution of {name} failed."
        )
        base.alarms.watch(f"{label}TimedOut", self.metric_timed_out(period=PERIOD), late)
