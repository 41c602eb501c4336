"""The API: its routes are the Chalice app's, Slack's and the webhooks', behind the authorizer but for the open ones."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_apigateway as apigateway
from constructs import Construct

from infra.cdk.answer import Answer
from infra.cdk.audit import Audit
from infra.cdk.exporting import Exporting
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.knowledge import Knowledge
from infra.cdk.limits import limited
from infra.cdk.protection import Protection
from infra.cdk.readiness import readiness
from infra.cdk.rest import Rest
from infra.cdk.routes import READINESS, SLACK_EVENTS, SLACK_INTERACTIONS, WEBHOOKS, app_routes
from infra.cdk.sign_in import SignIn
from infra.cdk.sockets import Sockets
from infra.cdk.webhooks import Webhooks

API = Size(memory=1024, timeout=29)  # API Gateway waits no longer than 29 s, and an answer is waited for
# A few reads, and now and then an issuer's keys (6 s at the longest); a failed login is put on record besides. API
# Gateway answers 401 for an error of this function alone, so a few are normal.
AUTHORIZE = Size(memory=1024, timeout=10, alarming_errors=100)
SLACK = Size(memory=1024, timeout=10)  # Slack wants its acknowledgement in 3 s, cold start included
INTERACT = Size(
    memory=1769, timeout=10
)  # the same 3 s, in which it reads and rates the run: a full core starts sooner

MANY_REFUSED = {"api": 100, "login": 20}


CREDENTIALS = ("APIKEY#*", "SESSION#*", "IDENTITY#*")
WAYS_IN = ("SESSION#*", "IDENTITY#*", "EMAIL#*", "DOMAIN#*", "SIGNUP#*")
ENTRIES = ("APIKEY#*", *WAYS_IN)
"""The rows that lead from a credential, an address or a code to a tenant, and so are under none."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The capabilities that the API's functions use."""

    answer: Answer
    knowledge: Knowledge
    webhooks: Webhooks
    audit: Audit
    protection: Protection
    exporting: Exporting
    sockets: Sockets


class Api(Construct):
    """The REST API and the functions behind it."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation, behind: Behind) -> None:
        super().__init__(scope, construct_id)
        self.rest = Rest(self, "Rest", base)
        self.sign_in = SignIn(self, "SignIn", base, self.rest)
        authorizer = self._authorizer(base)
        function, slack = self._api(base, behind), _proxy(self._slack(base, behind.answer))
        function.add_environment("CORS_ORIGINS", ",".join(base.target.cors_origins))
        api = _proxy(function)
        for route in app_routes(preflights=bool(base.target.cors_origins)):
            self.rest.serve(route, api, authorizer)
        self.rest.serve(SLACK_EVENTS, slack, authorizer)
        self.rest.serve(READINESS, _proxy(readiness(self, base, behind.answer.machine)), authorizer)
        self.rest.serve(WEBHOOKS, _proxy(behind.webhooks.door), authorizer)
        watch_refusals(base)
        self.rest.serve(SLACK_INTERACTIONS, _proxy(self._interactions(base)), authorizer)

    def _authorizer(self, base: Foundation) -> apigateway.RequestAuthorizer:
        """Ask for every request: a credential that is revoked is refused from the next one on.

        It finds members of all tenants, as nobody knows before whose request it is: by its own role, and by keys that
        only who is who has.
        """
        function = Function(self, "authorizer", base, AUTHORIZE, layers=[base.layers.signing])
        base.tables.look_up(function, "identity", *CREDENTIALS, "TENANT#*#MEMBER")
        base.tables.count_up(function, "identity", "APIKEY#*", "TENANT#*#KEY")
        base.tables.audit(function)
        limited(function, base)
        self.sign_in.used_by(function)
        return apigateway.RequestAuthorizer(
            self,
            "RequestAuthorizer",
            handler=function,
            identity_sources=[],  # a request has a header or a cookie, and all that are named here would be needed
            results_cache_ttl=Duration.seconds(0),
        )

    def _api(self, base: Foundation, behind: Behind) -> Function:
        function = Function(self, "api", base, API, entry="app", layers=[base.layers.signing])
        base.tables.write(function, "meetings", "assistant")
        base.tables.replace_with(function, "identity", *ENTRIES)
        base.tables.look_up(function, "identity", *WAYS_IN)
        self.sign_in.used_by(function)
        base.tables.append(function)
        base.tables.claim(function)
        base.tables.issue(function)
        base.objects.write(function)
        behind.answer.machine.awaited_by(function, "ANSWER_MACHINE_ARN")
        behind.knowledge.managed_by(function)
        behind.webhooks.managed_by(function)
        behind.protection.begun_by(function)
        behind.exporting.begun_by(function)
        behind.sockets.ticketed_by(function)
        base.tables.audit(function)
        behind.audit.shown_by(function)
        limited(function, base)
        return function

    def _slack(self, base: Foundation, answer: Answer) -> Function:
        function = Function(self, "slack_events", base, SLACK)
        base.tables.look_up(function, "identity", "SLACK#*")
        base.tables.claim_itself(function, "TENANT#*#SLACK#*")  # a session of its tenant would cost its 3 s
        base.secrets.read(function, base.secrets.slack, "SLACK_SECRET")
        answer.machine.started_by(function, "ANSWER_MACHINE_ARN")
        return function

    def _interactions(self, base: Foundation) -> Function:
        function = Function(self, "slack_interactions", base, INTERACT)
        base.tables.look_up(function, "identity", "SLACK#*")
        base.tables.write(function, "assistant")
        base.tables.append(function)
        base.tables.claim(function)
        base.objects.read(function)
        base.tables.audit(function)
        base.secrets.read(function, base.secrets.slack, "SLACK_SECRET")
        function.add_environment("SLACK_API_URL", base.target.slack_api_url)
        return function


def watch_refusals(base: Foundation) -> None:
    """Alarm where many credentials or logins are refused: somebody guesses, or a provider's keys have changed."""
    for door, most in MANY_REFUSED.items():
        refused = f"{most} tries to come in by the door {door} were refused within 5 minutes."
        metric = emitted("CredentialsRefused", door=door)
        base.alarms.watch(f"Refused{door.capitalize()}", metric, refused, at_least=most)


def _proxy(function: Function) -> apigateway.LambdaIntegration:
    """Pass requests on as they come; one permission for the whole API, as one a method would outgrow the policy."""
    return apigateway.LambdaIntegration(function, scope_permission_to_method=False)
