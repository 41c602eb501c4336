"""The suite: its foundation and its capabilities, composed."""

from dataclasses import dataclass

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.alarms import PERIOD, Alarms
from infra.cdk.answer import Answer
from infra.cdk.api import Api, Behind
from infra.cdk.audit import Audit
from infra.cdk.events import Events
from infra.cdk.exporting import Exporting
from infra.cdk.foundation import Foundation, foundation
from infra.cdk.ingest import Ingest
from infra.cdk.knowledge import Knowledge
from infra.cdk.mail import Mail
from infra.cdk.models import Models
from infra.cdk.protection import Protection
from infra.cdk.sockets import Sockets
from infra.cdk.target import Target
from infra.cdk.webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class Suite:
    """Everything that is deployed, by capability."""

    base: Foundation
    answer: Answer
    ingest: Ingest
    knowledge: Knowledge
    events: Events
    mail: Mail
    api: Api
    audit: Audit
    models: Models
    protection: Protection
    exporting: Exporting
    webhooks: Webhooks
    sockets: Sockets


def suite(scope: Construct, target: Target, alarms: Alarms) -> Suite:
    """Make the suite in the scope, watched by the alarms."""
    base = foundation(scope, target, alarms)
    throttles = lambda_.Function.metric_all_throttles(period=PERIOD)
    alarms.watch("Throttles", throttles, "A function was refused for want of concurrency.")
    answer = Answer(scope, "Answer", base)
    knowledge = Knowledge(scope, "Knowledge", base)
    knowledge.read_by(answer.prepare)
    knowledge.read_by(answer.execute)
    events, webhooks = Events(scope, "Events", base), Webhooks(scope, "Webhooks", base)
    knowledge.hear(events.bus)
    exporting, ingest = Exporting(scope, "Exporting", base), Ingest(scope, "Ingest", base)
    protection = Protection(scope, "Protection", base)
    protection.ends(ingest.machine, knowledge.machine, exporting.machine)
    audit, sockets = Audit(scope, "Audit", base), Sockets(scope, "Sockets", base, answer)
    return Suite(
        base=base,
        answer=answer,
        ingest=ingest,
        knowledge=knowledge,
        events=events,
        mail=Mail(scope, "Mail", base, events.bus),
        api=Api(
            scope, "Api", base, Behind(answer, knowledge, webhooks, audit, protection, exporting, sockets)
        ),
        audit=audit,
        models=Models(scope, "Models", base),
        protection=protection,
        exporting=exporting,
        webhooks=webhooks,
        sockets=sockets,
    )
