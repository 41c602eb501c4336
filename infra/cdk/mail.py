"""Mail: what events ask for goes through a queue to the one function that sends, as a domain that SES has verified."""

from email.utils import parseaddr

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size
from infra.cdk.permissions import allow
from infra.cdk.queues import dead_letters, feed, work_queue
from quarterdeck.contexts.identity.events import AssistedAccountCreated, MemberInvited, SignupRequested

SEND = Size(memory=512, timeout=20)  # a few rows and one call of SES, which is tried three times of 5 s
MAILED = (SignupRequested, MemberInvited, AssistedAccountCreated)


class Mail(Construct):
    """Sends the mails of signups, invitations and claims.

    The installation's sender is the domain of ``mail_from``; its owner puts the records that SES shows into DNS.
    """

    def __init__(self, scope: Construct, construct_id: str, base: Foundation, bus: events.EventBus) -> None:
        super().__init__(scope, construct_id)
        function = self._function(base)
        if base.target.mail_from:
            self._identity(parseaddr(base.target.mail_from)[1].partition("@")[2], function)
        self.dead = dead_letters(
            self, "MailDeadLetters", base, "A mail of a signup or an invitation could not be sent."
        )
        queue = work_queue(self, "Queue", base, SEND.timeout, self.dead)
        pattern = events.EventPattern(
            source=[SignupRequested.topic], detail_type=[kind.type for kind in MAILED]
        )
        rule = events.Rule(self, "Asked", event_bus=bus, event_pattern=pattern)
        rule.add_target(targets.SqsQueue(queue))
        feed(self, "QueueToSend", base, queue, function, batch=1)

    def _function(self, base: Foundation) -> Function:
        function = Function(self, "mail_send", base, SEND)
        base.tables.read_with(function, "identity", "SIGNUP#*")
        base.tables.claim(function)
        base.tables.issue(function)
        function.add_environment("MAIL_FROM", base.target.mail_from)
        return function

    def _identity(self, domain: str, function: Function) -> None:
        ses.EmailIdentity(self, "Sender", identity=ses.Identity.domain(domain))
        arn = Stack.of(self).format_arn(
            service="ses",
            resource="identity",
            resource_name=domain,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        allow(function, ["ses:SendEmail"], [arn])
