"""The API: its routes are the Chalice app's, Slack's and the webhooks', all behind the authorizer but four."""

from aws_cdk import Duration
from aws_cdk import aws_apigateway as apigateway
from constructs import Construct

from infra.cdk.answer import Answer
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size
from infra.cdk.knowledge import Knowledge
from infra.cdk.rest import Rest
from infra.cdk.routes import SLACK_EVENTS, SLACK_INTERACTIONS, WEBHOOKS, app_routes
from infra.cdk.webhooks import Webhooks

API = Size(memory=1024, timeout=29)  # API Gateway waits no longer than 29 s, and an answer is waited for
# One read, whose result is cached. API Gateway answers 401 for an error of this function alone, so a few are normal.
AUTHORIZE = Size(memory=512, timeout=5, alarming_errors=100)
SLACK = Size(memory=1024, timeout=10)  # Slack wants its acknowledgement in 3 s, cold start included
INTERACT = Size(
    memory=1769, timeout=10
)  # the same 3 s, in which it reads and rates the run: a full core starts sooner


class Api(Construct):
    """The REST API and the functions behind it."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        base: Foundation,
        answer: Answer,
        knowledge: Knowledge,
        webhooks: Webhooks,
    ) -> None:
        super().__init__(scope, construct_id)
        self.rest = Rest(self, "Rest", base)
        authorizer = self._authorizer(base)
        self.function, slack = self._api(base, answer, knowledge), _proxy(self._slack(base, answer))
        webhooks.managed_by(self.function)
        self.function.add_environment("PUBLIC_URL", base.target.public_url or self.rest.url)
        api = _proxy(self.function)
        for route in app_routes():
            self.rest.serve(route, api, authorizer)
        self.rest.serve(SLACK_EVENTS, slack, authorizer)
        self.rest.serve(WEBHOOKS, _proxy(webhooks.door), authorizer)
        self.rest.serve(SLACK_INTERACTIONS, _proxy(self._interactions(base)), authorizer)

    def _authorizer(self, base: Foundation) -> apigateway.RequestAuthorizer:
        function = Function(self, "authorizer", base, AUTHORIZE)
        base.tables.look_up(function, "identity", "APIKEY#*")
        return apigateway.RequestAuthorizer(
            self,
            "RequestAuthorizer",
            handler=function,
            identity_sources=[apigateway.IdentitySource.header("Authorization")],
            results_cache_ttl=Duration.minutes(5),
        )

    def _api(self, base: Foundation, answer: Answer, knowledge: Knowledge) -> Function:
        function = Function(self, "api", base, API, entry="app")
        base.tables.write(function, "meetings", "assistant", "identity")
        base.tables.append(function)
        base.tables.claim(function)
        base.objects.write(function)
        answer.machine.awaited_by(function, "ANSWER_MACHINE_ARN")
        knowledge.managed_by(function)
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
        base.secrets.read(function, base.secrets.slack, "SLACK_SECRET")
        function.add_environment("SLACK_API_URL", base.target.slack_api_url)
        return function


def _proxy(function: Function) -> apigateway.LambdaIntegration:
    """Pass requests on as they come; one permission for the whole API, as one a method would outgrow the policy."""
    return apigateway.LambdaIntegration(function, scope_permission_to_method=False)
