"""The suite: its foundation and its capabilities, composed."""

from dataclasses import dataclass

from constructs import Construct

from infra.cdk.answer import Answer
from infra.cdk.api import Api
from infra.cdk.events import Events
from infra.cdk.foundation import Foundation, foundation
from infra.cdk.ingest import Ingest
from infra.cdk.models import Models
from infra.cdk.target import Target


@dataclass(frozen=True, slots=True)
class Suite:
    """Everything that is deployed, by capability."""

    base: Foundation
    answer: Answer
    ingest: Ingest
    events: Events
    api: Api
    models: Models


def suite(scope: Construct, target: Target) -> Suite:
    """Make the suite in the scope."""
    base = foundation(scope, target)
    answer = Answer(scope, "Answer", base)
    return Suite(
        base=base,
        answer=answer,
        ingest=Ingest(scope, "Ingest", base),
        events=Events(scope, "Events", base),
        api=Api(scope, "Api", base, answer),
        models=Models(scope, "Models", base),
    )
