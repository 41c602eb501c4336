"""What a run costs: model tokens at their list price, and the Lambda time and requests of its stages."""

from collections.abc import Iterable

from quarterdeck.contexts.assistant.run import StageTime
from quarterdeck.kernel.money import NanoUsd

# AWS Lambda and Step Functions Express list prices, us-east-1, arm64: https://aws.amazon.com/lambda/pricing and
# https://aws.amazon.com/step-functions/pricing, as of April 2026. Both bill memory by the second and requests.
LAMBDA_GB_SECOND = 13_333
LAMBDA_REQUEST = 200
EXPRESS_REQUEST = 1_000


def compute_cost(stages: Iterable[StageTime]) -> NanoUsd:
    """Return what the stages' functions and the one express execution cost, in billionths of a dollar."""
    functions = [stage for stage in stages if stage.memory_mb]
    gb_seconds = sum(stage.ms / 1000 * stage.memory_mb / 1024 for stage in functions)
    return NanoUsd(round(gb_seconds * LAMBDA_GB_SECOND) + LAMBDA_REQUEST * len(functions) + EXPRESS_REQUEST)
