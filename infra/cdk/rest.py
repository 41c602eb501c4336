"""The REST API as API Gateway sees it: its stage, throttling, logs, errors and methods."""

from aws_cdk import Aws
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.cdk import limits
from infra.cdk.alarms import ENOUGH, PERIOD, failed_share
from infra.cdk.foundation import Foundation
from infra.cdk.gateway_errors import add_gateway_errors
from infra.cdk.logs import log_group
from infra.cdk.nag import accept
from infra.cdk.routes import Route

STAGE = "live"  # paths begin with the API's version, so the stage isn't one
NAME = "quarterdeck"

OWN_KEYS = "Callers have API keys, which the suite's own authorizer checks; there is no user pool."
OPEN = "Health tells only that it runs; Slack and all other vendors sign their requests, which the functions check."
LOG_ROLE = "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"


class Rest(Construct):
    """An API without methods, until ``serve`` adds them."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self.resource = apigateway.RestApi(
            self,
            "Resource",
            rest_api_name=NAME,
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            cloud_watch_role=True,
            deploy_options=_stage(
                log_group(self, "AccessLog", base.target),
                limits.throttles() if base.target.throttle_routes else {},
            ),
        )
        add_gateway_errors(self.resource, base.target.cors_origins)
        accept(
            self,
            "APIG2",
            "The function checks every body against its model and says what is wrong and where.",
        )
        accept(
            self,
            "APIG3",
            "Throttling and the authorizer stand in front; there are no rules to put into a web ACL.",
        )
        accept(
            self,
            f"IAM4[{LOG_ROLE}]",
            "API Gateway's own policy for the role through which it writes its logs.",
        )
        self._watch(base)

    @property
    def url(self) -> str:
        """The address of the stage, made without it: its functions may be told, though it waits for them."""
        host = f"{self.resource.rest_api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"
        return f"https://{host}/{STAGE}"

    def serve(
        self, route: Route, integration: apigateway.Integration, authorizer: apigateway.IAuthorizer
    ) -> None:
        """Answer the route by the integration, for callers whom the authorizer lets through unless it is open."""
        resource = self.resource.root.resource_for_path(route.path)
        if route.is_open:
            method = resource.add_method(route.method, integration)
            accept(method, "APIG4", OPEN)
            accept(method, "COG4", OPEN)
        else:
            method = resource.add_method(route.method, integration, authorizer=authorizer)
            accept(method, "COG4", OWN_KEYS)

    def _watch(self, base: Foundation) -> None:
        errors = self.resource.metric_server_error(period=PERIOD, statistic="Sum")
        base.alarms.watch(
            "Api5xx", errors, "The API answered 5 requests with 5xx within 5 minutes.", at_least=5
        )
        if base.target.math_alarms:
            asked, failed = self.resource.metric_count(period=PERIOD), errors
            share = failed_share(failed, asked, "Requests answered with 5xx, %")
            many = f"More than 5% of the API's requests, of {ENOUGH} or more, were answered with 5xx."
            base.alarms.watch_over("ApiErrorShare", share, many, over=5)


def _stage(
    access_log: logs.LogGroup, methods: dict[str, apigateway.MethodDeploymentOptions]
) -> apigateway.StageOptions:
    rate, burst = limits.STAGE
    return apigateway.StageOptions(
        stage_name=STAGE,
        throttling_rate_limit=rate,
        throttling_burst_limit=burst,
        method_options=methods,
        tracing_enabled=True,
        logging_level=apigateway.MethodLoggingLevel.ERROR,
        data_trace_enabled=False,
        access_log_destination=apigateway.LogGroupLogDestination(access_log),
        access_log_format=apigateway.AccessLogFormat.json_with_standard_fields(
            caller=False,
            http_method=True,
            ip=True,
            protocol=True,
            request_time=True,
            resource_path=True,
            response_length=True,
            status=True,
            user=False,
        ),
    )
