"""The stack: composes the suite, tags it, and says where to find it."""

from aws_cdk import CfnOutput, DefaultStackSynthesizer, Stack, Tags
from constructs import Construct

from infra.cdk.dashboard import Dashboard
from infra.cdk.outputs import outputs
from infra.cdk.queries import save_queries
from infra.cdk.suite import suite
from infra.cdk.target import Target

# The CDK's functions and machines depend on their roles twice over, which is harmless.
LINT = {"cfn-lint": {"config": {"ignore_checks": ["W3005"]}}}


class QuarterdeckStack(Stack):
    """All of the suite, for any account and region."""

    def __init__(self, scope: Construct, construct_id: str, target: Target) -> None:
        super().__init__(
            scope,
            construct_id,
            description="Quarterdeck: the assistant and automation suite of a revenue team",
            termination_protection=target.keep_data,
            # The CDK's command line checks the bootstrap's version itself, without a parameter in the template.
            synthesizer=DefaultStackSynthesizer(generate_bootstrap_version_rule=False),
        )
        self.template_options.metadata = LINT
        composed = suite(self, target)
        Dashboard(self, "Dashboard", composed)
        if target.saved_queries:
            save_queries(self)
        for name, value in outputs(composed).items():
            CfnOutput(self, name, value=value)
        for key, value in {
            "application": "quarterdeck",
            "stage": target.stage,
            "owner": target.owner,
        }.items():
            Tags.of(self).add(key, value)
