"""The web sockets: who may connect, what is answered at once, and the function that sends a run's events."""

import json

from aws_cdk import Duration, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda_destinations as destinations
from constructs import Construct

from infra.cdk.addresses import address_of
from infra.cdk.alarms import PERIOD
from infra.cdk.answer import Answer
from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.limits import limited
from infra.cdk.logs import log_group
from infra.cdk.nag import accept
from infra.cdk.permissions import allow
from infra.cdk.queues import dead_letters, seal_messages

STAGE = "live"
CONNECT = Size(memory=512, timeout=5)  # spends a ticket
MESSAGE = Size(memory=1024, timeout=10)  # a few small writes; whoever asked waits for it, cold start included
FOLLOW = Size(memory=512, timeout=75)  # waits for most of its time, 60 s at the longest
MANY_REFUSED = 100
LOGGED = {
    "requestId": "$context.requestId",
    "routeKey": "$context.routeKey",
    "eventType": "$context.eventType",
    "connectionId": "$context.connectionId",
    "status": "$context.status",
    "requestTime": "$context.requestTime",
    "ip": "$context.identity.sourceIp",
}
"""What the log says of connections and messages: never the address, as a ticket is in it."""


class Sockets(Construct):
    """A WebSocket API over which people ask, and hear answers as they are made."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation, answer: Answer) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        self.dead = dead_letters(
            self, "SocketDeadLetters", base, "A run's events were not sent; see the log."
        )
        accept(self.dead, "SQS3", "It is a dead-letter queue: the one of a function that is not waited for.")
        follow = self._follow()
        socket = self._socket(answer, follow)
        self.api = self._api(self._authorizer(), socket)
        self.stage = self._stage()
        self._let_manage(follow, "POST")
        self._let_manage(socket, "DELETE")
        for function in (answer.prepare, answer.execute, answer.conclude):
            base.tables.write(function, "streams")
        self._watch()

    def ticketed_by(self, function: Function) -> None:
        """Tell the function, which issues one-time secrets, what tickets open."""
        function.add_environment("SOCKET_URL", self.url)

    @property
    def url(self) -> str:
        """The address that clients connect to."""
        return address_of(self._base.target, self.api.api_id, STAGE, "ws")

    def _authorizer(self) -> Function:
        function = Function(self, "socket_authorizer", self._base, CONNECT)
        self._base.tables.spend(function)
        return function

    def _socket(self, answer: Answer, follow: Function) -> Function:
        function = Function(self, "socket", self._base, MESSAGE)
        self._base.tables.write(function, "streams")
        self._base.tables.read(function, "identity")
        self._base.tables.claim(function)
        limited(function, self._base)
        answer.machine.started_by(function, "ANSWER_MACHINE_ARN")
        allow(function, ["lambda:InvokeFunction"], [follow.function_arn])
        function.add_environment("FOLLOWER", follow.function_name)
        return function

    def _follow(self) -> Function:
        """Make the function that follows runs; it is never tried again, as it would send what it has sent."""
        function = Function(self, "socket_follow", self._base, FOLLOW)
        self._base.tables.write(function, "streams")
        function.configure_async_invoke(
            retry_attempts=0,
            max_event_age=Duration.minutes(1),
            on_failure=destinations.SqsDestination(self.dead),
        )
        seal_messages(function, self._base)
        return function

    def _let_manage(self, function: Function, method: str) -> None:
        """Let the function do to connections what the method stands for: POST sends, DELETE closes."""
        arn = Stack.of(self).format_arn(
            service="execute-api",
            resource=self.api.api_id,
            resource_name=f"{STAGE}/{method}/@connections/*",
        )
        allow(function, ["execute-api:ManageConnections"], [arn])
        api = Stack.of(self).get_logical_id(_resource(self.api))
        place = f"arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<{api}>"
        found = f"IAM5[Resource::{place}/{STAGE}/{method}/@connections/*]"
        accept(self, found, "Connections have ids that nobody knows before.")
        url = address_of(self._base.target, self.api.api_id, STAGE, "http")
        function.add_environment("SOCKET_MANAGEMENT_URL", url)

    def _api(self, authorizer: Function, socket: Function) -> apigateway.WebSocketApi:
        """Make the API. Connecting is the authorizer's alone to answer, and leaving needs no answer."""
        taken = integrations.WebSocketMockIntegration(
            "Taken", request_templates={"200": '{"statusCode":200}'}
        )
        tickets = authorizers.WebSocketLambdaAuthorizer(
            "Tickets", authorizer, identity_source=["route.request.querystring.ticket"]
        )
        messages = apigateway.WebSocketRouteOptions(
            integration=integrations.WebSocketLambdaIntegration("Message", socket),
            return_response=self._base.target.route_responses,
        )
        api = apigateway.WebSocketApi(
            self,
            "Api",
            api_name="quarterdeck-sockets",
            route_selection_expression="$request.body.action",
            connect_route_options=apigateway.WebSocketRouteOptions(integration=taken, authorizer=tickets),
            default_route_options=messages,
        )
        accept(api, "APIG4", "The authorizer is at $connect; who got past it is known at every message.")
        return api

    def _stage(self) -> apigateway.WebSocketStage:
        stage = apigateway.WebSocketStage(
            self,
            "Stage",
            web_socket_api=self.api,
            stage_name=STAGE,
            auto_deploy=True,
            throttle=apigateway.ThrottleSettings(rate_limit=50, burst_limit=100),
        )
        resource = stage.node.default_child
        if isinstance(resource, apigateway.CfnStage):
            log = log_group(self, "AccessLog", self._base.target)
            resource.access_log_settings = apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(LOGGED)
            )
        return stage

    def _watch(self) -> None:
        errors = cloudwatch.Metric(
            namespace="AWS/ApiGateway",
            metric_name="ExecutionError",
            dimensions_map={"ApiId": self.api.api_id, "Stage": STAGE},
            period=PERIOD,
            statistic="Sum",
        )
        failed = "Messages of web sockets were not answered, 5 within 5 minutes."
        self._base.alarms.watch("SocketMessageErrors", errors, failed, at_least=5)
        refused = f"{MANY_REFUSED} web sockets within 5 minutes came without a ticket that is valid."
        self._base.alarms.watch("SocketsRefused", emitted("SocketsRefused"), refused, at_least=MANY_REFUSED)
        untold = "Stages of answers could not be told to who listens."
        self._base.alarms.watch("StagesUntold", emitted("StagesUntold"), untold, at_least=5)


def _resource(api: apigateway.WebSocketApi) -> apigateway.CfnApi:
    resource = api.node.default_child
    if not isinstance(resource, apigateway.CfnApi):
        raise TypeError(f"{api.node.path} is not what the CDK makes of an API")
    return resource
