"""Readiness: a function that may look at everything which answers depend on, and into none of it."""

from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size
from infra.cdk.permissions import allow

READINESS = Size(memory=512, timeout=10)  # each dependency has 2 s, and a cold start takes as long


def readiness(scope: Construct, base: Foundation, machine: sfn.StateMachine) -> Function:
    """Return the function."""
    function = Function(scope, "readiness", base, READINESS, layers=[base.layers.search])
    tables, secrets = base.tables.by_name.values(), (base.secrets.slack, base.secrets.llm)
    allow(function, ["dynamodb:DescribeTable"], [table.table_arn for table in tables])
    allow(function, ["s3:GetBucketLocation"], [base.objects.bucket.bucket_arn])
    allow(function, ["states:DescribeStateMachine"], [machine.state_machine_arn])
    allow(function, ["secretsmanager:DescribeSecret"], [secret.secret_arn for secret in secrets])
    base.search.query(function)
    settings = {
        "READY_TABLES": ",".join(table.table_name for table in tables),
        "READY_BUCKET": base.objects.bucket.bucket_name,
        "READY_MACHINE": machine.state_machine_arn,
        "READY_SECRETS": ",".join(secret.secret_arn for secret in secrets),
    }
    for name, value in settings.items():
        function.add_environment(name, value)
    return function
