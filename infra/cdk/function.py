"""A Python function of the suite: its own role, log group, alarms and environment, and nothing that it doesn't need."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.alarms import PERIOD
from infra.cdk.foundation import Foundation
from infra.cdk.layers import architecture, runtime
from infra.cdk.logs import log_group
from infra.cdk.nag import accept
from infra.cdk.target import ROOT, Target

SERVICE = "quarterdeck"
NAMESPACE = "Quarterdeck"


@dataclass(frozen=True, slots=True)
class Size:
    """Memory in MB (the processor's share grows with it: 1,769 is one core) and timeout in seconds.

    ``alarming_errors`` is how many errors within 5 minutes are too many.
    """

    memory: int
    timeout: int
    alarming_errors: int = 1


class Function(lambda_.Function):
    """The function in ``functions/<name>``; what it may do is granted by the stores that it uses."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        base: Foundation,
        size: Size,
        *,
        entry: str = "handler",
        layers: Sequence[lambda_.LayerVersion] = (),
    ) -> None:
        home = Construct(scope, name.title().replace("_", ""))
        log = log_group(home, "Log", base.target)
        role = iam.Role(home, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log.grant_write(role)
        super().__init__(
            home,
            "Resource",
            runtime=runtime(base.target),
            architecture=architecture(base.target),
            code=lambda_.Code.from_asset(str(ROOT / "functions" / name), exclude=["__pycache__", "*.pyc"]),
            handler=f"handler.{entry}",
            role=role,
            log_group=log,
            memory_size=size.memory,
            timeout=Duration.seconds(size.timeout),
            layers=[base.layers.core, *layers],
            tracing=lambda_.Tracing.ACTIVE,
            environment=_environment(base.target),
        )
        accept(home, "IAM5[Resource::*]", "X-Ray's write actions take no resource.")
        accept(home, "L1", "Wheels and bytecode of the layers are for this version; all are raised together.")
        self._watch(base, name, home.node.id, size.alarming_errors)

    def _watch(self, base: Foundation, name: str, label: str, most: int) -> None:
        errors = self.metric_errors(period=PERIOD)
        failed = f"{name} raised an error that it does not handle, or timed out."
        base.alarms.watch(f"{label}Errors", errors, failed, at_least=most)


def emitted(name: str, **dimensions: str) -> cloudwatch.Metric:
    """Return the sum of a metric that the functions emit (``kernel.observability``) with these dimensions."""
    return cloudwatch.Metric(
        namespace=NAMESPACE,
        metric_name=name,
        dimensions_map={"service": SERVICE, **dimensions},
        period=PERIOD,
        statistic="Sum",
    )


def _environment(target: Target) -> dict[str, str]:
    """Return what every function is told; the stores and machines add what a function needs of them."""
    return {
        "POWERTOOLS_SERVICE_NAME": SERVICE,
        "POWERTOOLS_METRICS_NAMESPACE": NAMESPACE,
        "LOG_LEVEL": "INFO",
        "TRACING": "on" if target.trace_stages else "off",
    }
