"""Language models: what a function needs to ask them, and the probe that watches over their providers."""

from aws_cdk import Aws, Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.model_routes import bedrock_models
from infra.cdk.nag import accept
from infra.cdk.permissions import allow
from infra.cdk.queues import dead_letters

PROBE = Size(memory=512, timeout=60)  # one small request to each provider, 5 s at most for each
PROBED_EVERY = Duration.minutes(1)
INVOKE = ("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream")


def use_models(function: lambda_.Function, base: Foundation) -> None:
    """Let the function ask the models of the installation's routes, within each tenant's budget."""
    base.secrets.read(function, base.secrets.llm, "LLM_SECRET")
    base.tables.count_up(function, "llm", "PROVIDER#*")
    target = base.target
    settings = {
        "LLM_ROUTES": target.llm_routes,
        "LLM_BASE_URL": target.llm_base_url,
        "LLM_MODEL": target.llm_model,
    }
    for name, value in settings.items():
        function.add_environment(name, value)
    if models := bedrock_models(target.llm_routes):
        allow(function, INVOKE, [arn for model in models for arn in _arns(model)])


class Models(Construct):
    """The probe, and the alarms of the gateway."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        probe = Function(self, "llm_probe", base, PROBE, layers=[base.layers.llm])
        use_models(probe, base)
        self.dead = dead_letters(
            self, "ProbeDeadLetters", base, "A probe of the models' providers was not carried out."
        )
        accept(
            self.dead,
            "SQS3",
            "It is a dead-letter queue itself, of a rule's target, which the rule of the check can't see.",
        )
        events.Rule(
            self,
            "Schedule",
            schedule=events.Schedule.rate(PROBED_EVERY),
            targets=[targets.LambdaFunction(probe, dead_letter_queue=self.dead, retry_attempts=0)],
        )
        opened = "A provider of language models failed so often that it is left out until it is well."
        base.alarms.watch("BreakerOpened", emitted("BreakerOpened"), opened)
        exhausted = (
            "A tenant's budget for language models is used up; its answers are extractive until it is not."
        )
        base.alarms.watch("BudgetExhausted", emitted("BudgetExhausted"), exhausted)


def _arns(model: str) -> list[str]:
    """Return what the id may name: a model, or a profile of this account that spreads calls over regions.

    A profile's own model is the id without the region group in front; it may be asked in any of the group's regions.
    """
    group, _, rest = model.partition(".")
    if group in {"us", "eu", "apac", "jp", "au", "global"}:
        profile = f"arn:{Aws.PARTITION}:bedrock:{Aws.REGION}:{Aws.ACCOUNT_ID}:inference-profile/{model}"
        return [profile, f"arn:{Aws.PARTITION}:bedrock:*::foundation-model/{rest}"]
    return [f"arn:{Aws.PARTITION}:bedrock:{Aws.REGION}::foundation-model/{model}"]
