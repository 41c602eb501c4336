"""The stacks: the suite's, and beside it the one that watches it; each is tagged and says where to find what it has."""

from collections.abc import Mapping

from aws_cdk import (
    App,
    CfnOutput,
    CrossStackReferences,
    DefaultStackSynthesizer,
    ReferenceStrength,
    Stack,
    Tags,
)
from constructs import Construct

from infra.cdk.alarms import Alarms
from infra.cdk.dashboard import Dashboard
from infra.cdk.function import Function
from infra.cdk.outputs import outputs
from infra.cdk.queries import save_queries
from infra.cdk.suite import suite
from infra.cdk.target import Target

# The CDK's functions and machines depend on their roles twice over, which is harmless.
LINT = {"cfn-lint": {"config": {"ignore_checks": ["W3005"]}}}


class QuarterdeckStack(Stack):
    """One stack of the installation, for any account and region."""

    def __init__(self, scope: Construct, construct_id: str, target: Target, description: str) -> None:
        super().__init__(
            scope,
            construct_id,
            description=f"Quarterdeck: {description}",
            termination_protection=target.keep_data,
            # The CDK's command line checks the bootstrap's version itself, without a parameter in the template.
            synthesizer=DefaultStackSynthesizer(generate_bootstrap_version_rule=False),
        )
        self.template_options.metadata = LINT
        for key, value in {
            "application": "quarterdeck",
            "stage": target.stage,
            "owner": target.owner,
        }.items():
            Tags.of(self).add(key, value)

    def tell(self, values: Mapping[str, str]) -> None:
        """Make each value an output."""
        for name, value in values.items():
            CfnOutput(self, name, value=value)


def add_stacks(app: App, target: Target) -> None:
    """Add the suite and, in a stack of its own, what watches it: CloudFormation takes 500 resources a stack.

    The watch refers to the suite, and never the other way round. It does so weakly: CloudFormation would refuse to
    remove a function from the suite while another stack imports its name.
    """
    main = QuarterdeckStack(
        app, "Quarterdeck", target, "the assistant and automation suite of a revenue team"
    )
    watch = QuarterdeckStack(app, "QuarterdeckWatch", target, "what watches the suite")
    CrossStackReferences.of(watch).consume(ReferenceStrength.WEAK)
    alarms = Alarms(watch, "Alarms", target)
    composed = suite(main, target, alarms)
    functions = [child for child in main.node.find_all() if isinstance(child, Function)]
    Dashboard(watch, "Dashboard", composed, functions)
    if target.saved_queries:
        save_queries(watch, functions)
    main.tell(outputs(composed))
    watch.tell({"AlarmTopicArn": alarms.topic.topic_arn})
