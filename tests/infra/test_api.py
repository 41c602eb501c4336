"""The REST API has the app's routes, keeps strangers out and says in problem details why."""

import json
from itertools import chain
from typing import Any

from aws_cdk import Stack, assertions
from aws_cdk import aws_apigateway as apigateway

from functions.api.handler import app
from infra.cdk.gateway_errors import add_gateway_errors
from quarterdeck.platform.edge import SECURITY
from quarterdeck.rest.endpoints import ENDPOINTS
from quarterdeck.rest.subjects import DOCS, SUBJECTS
from tests.infra.template import Properties, name_of, of_type, target_of

WEBHOOKS = ("POST", "/webhooks/{vendor}/{endpoint}")
SIGNED = {("POST", "/slack/events"), ("POST", "/slack/interactions"), WEBHOOKS}
CODES = {("POST", "/v1/signup"), ("POST", "/v1/signup/verify"), ("POST", "/v1/invitations/accept")}
SIGN_IN = {("GET", "/auth/login"), ("GET", "/auth/callback"), ("POST", "/auth/callback")}
READY = ("GET", "/health/ready")
PAGES = {("GET", "/v1/openapi.json"), ("GET", "/v1/docs"), ("GET", "/v1/docs/style.css")}
RECEIPTS = {("POST", "/v1/receipts")}
OPEN = {("GET", "/health"), READY} | PAGES | SIGNED | CODES | SIGN_IN | RECEIPTS
ORIGIN = "https://app.quarterdeck.example"


def _methods(template: dict[str, Any]) -> dict[tuple[str, str], Properties]:
    resources = of_type(template, "AWS::ApiGateway::Resource")

    def path(reference: dict[str, Any]) -> str:
        if "Fn::GetAtt" in reference:
            return ""
        resource = resources[reference["Ref"]]
        return f"{path(resource['ParentId'])}/{resource['PathPart']}"

    methods = of_type(template, "AWS::ApiGateway::Method").values()
    return {(method["HttpMethod"], path(method["ResourceId"])): method for method in methods}


def test_the_api_has_the_apps_routes_slacks_and_the_webhooks(template: dict[str, Any]) -> None:
    assert set(_methods(template)) == _declared(preflights=False) | SIGNED | {READY}


def test_pages_elsewhere_may_ask_first_where_origins_are_listed(local_template: dict[str, Any]) -> None:
    assert set(_methods(local_template)) == _declared(preflights=True) | SIGNED | {READY}


def _declared(*, preflights: bool) -> set[tuple[str, str]]:
    for where in (*chain.from_iterable(SUBJECTS.values()), DOCS):
        app.take_in(where)
    declared = {(method, path) for path, methods in app.routes.items() for method in methods}
    return {(method, path) for method, path in declared if preflights or method != "OPTIONS"}


def test_the_stack_fits_into_what_cloudformation_takes(
    template: dict[str, Any], local_template: dict[str, Any]
) -> None:
    assert max(len(template["Resources"]), len(local_template["Resources"])) <= 500


def test_all_routes_but_the_open_and_the_signed_ask_the_authorizer(template: dict[str, Any]) -> None:
    for route, method in _methods(template).items():
        if route in OPEN or route[0] == "OPTIONS":
            assert method["AuthorizationType"] == "NONE"
        else:
            assert method["AuthorizationType"] == "CUSTOM", route
            assert target_of(method["AuthorizerId"]) == "ApiRequestAuthorizer"


def test_slack_and_webhooks_have_functions_of_their_own(template: dict[str, Any]) -> None:
    served = {route: json.dumps(method["Integration"]["Uri"]) for route, method in _methods(template).items()}
    assert "ApiSlackEvents" in served.pop(("POST", "/slack/events"))
    assert "ApiSlackInteractions" in served.pop(("POST", "/slack/interactions"))
    assert '"Webhooks' in served.pop(WEBHOOKS)
    assert not any("ApiSlack" in uri or '"Webhooks' in uri for uri in served.values())


def test_the_authorizer_is_asked_for_every_request(template: dict[str, Any]) -> None:
    (authorizer,) = of_type(template, "AWS::ApiGateway::Authorizer").values()
    assert authorizer["Type"] == "REQUEST"
    assert not authorizer.get("IdentitySource")
    assert authorizer["AuthorizerResultTtlInSeconds"] == 0


def test_the_stage_throttles_traces_and_logs_without_bodies(template: dict[str, Any]) -> None:
    (stage,) = of_type(template, "AWS::ApiGateway::Stage").values()
    (settings,) = [each for each in stage["MethodSettings"] if each["HttpMethod"] == "*"]
    assert stage["TracingEnabled"] is True
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (50, 100)
    assert settings["LoggingLevel"] == "ERROR"
    assert settings["DataTraceEnabled"] is False
    assert target_of(stage["AccessLogSetting"]["DestinationArn"]) == "ApiRestAccessLog"


def test_what_is_dear_or_changes_things_is_throttled_more(template: dict[str, Any]) -> None:
    (stage,) = of_type(template, "AWS::ApiGateway::Stage").values()
    throttled = {
        (each["HttpMethod"], each["ResourcePath"].removeprefix("/").replace("~1", "/")): each[
            "ThrottlingRateLimit"
        ]
        for each in stage["MethodSettings"]
        if each["HttpMethod"] != "*"
    }
    changing = {(each.method, each.path) for each in ENDPOINTS if each.method != "GET"}
    assert set(throttled) == changing | {READY, ("GET", "/auth/login")}
    assert throttled[READY] == 5
    assert throttled["POST", "/v1/questions"] == 25
    assert throttled["PUT", "/v1/me"] == throttled["POST", "/auth/callback"] == 10
    assert throttled["POST", "/v1/signup"] == 5


def test_the_local_cloud_keeps_to_the_stages_throttle(local_template: dict[str, Any]) -> None:
    (stage,) = of_type(local_template, "AWS::ApiGateway::Stage").values()
    assert [each["HttpMethod"] for each in stage["MethodSettings"]] == ["*"]


def test_the_gateway_answers_in_problem_details(template: dict[str, Any]) -> None:
    answers = {r["ResponseType"]: r for r in of_type(template, "AWS::ApiGateway::GatewayResponse").values()}
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "ACCESS_DENIED", "THROTTLED"} <= set(answers)
    for answer in answers.values():
        headers = answer["ResponseParameters"]
        assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
        problem = json.loads(answer["ResponseTemplates"]["application/json"])
        assert problem["type"].startswith("urn:quarterdeck:")
        assert answer.get("StatusCode", "") == str(problem.get("status", ""))


def test_the_gateways_own_answers_have_the_headers_of_all_answers(template: dict[str, Any]) -> None:
    for answer in of_type(template, "AWS::ApiGateway::GatewayResponse").values():
        headers = answer["ResponseParameters"]
        assert set(SECURITY) <= {name.removeprefix("gatewayresponse.header.") for name in headers}
        policy = headers["gatewayresponse.header.Content-Security-Policy"]
        assert policy == "'default-src; base-uri; form-action; frame-ancestors'"
        assert all(value[0] == value[-1] == "'" and "'" not in value[1:-1] for value in headers.values())


def test_pages_read_the_gateways_errors_where_one_origin_is_allowed() -> None:
    assert _told_origin([ORIGIN]) == f"'{ORIGIN}'"
    assert _told_origin([]) is None
    assert _told_origin([ORIGIN, "https://other.example"]) is None


def _told_origin(origins: list[str]) -> Any:
    stack = Stack()
    api = apigateway.RestApi(stack, "Api")
    api.root.add_method("GET")
    add_gateway_errors(api, origins)
    answers = of_type(assertions.Template.from_stack(stack).to_json(), "AWS::ApiGateway::GatewayResponse")
    (told,) = {
        each["ResponseParameters"].get("gatewayresponse.header.Access-Control-Allow-Origin")
        for each in answers.values()
    }
    return told


def test_a_path_that_nobody_serves_is_not_found(template: dict[str, Any]) -> None:
    responses = of_type(template, "AWS::ApiGateway::GatewayResponse").values()
    (answer,) = [r for r in responses if r["ResponseType"] == "MISSING_AUTHENTICATION_TOKEN"]
    assert answer["StatusCode"] == "404"


def test_api_gateway_may_call_the_functions_of_this_api_only(template: dict[str, Any]) -> None:
    granted = of_type(template, "AWS::Lambda::Permission").values()
    permissions = [each for each in granted if each["Principal"] == "apigateway.amazonaws.com"]
    called = {name_of(permission["FunctionName"]["Fn::GetAtt"][0]) for permission in permissions}
    assert called == {
        "Api",
        "ApiSlackEvents",
        "ApiSlackInteractions",
        "ApiReadiness",
        "ApiAuthorizer",
        "Webhooks",
        "SocketsSocket",
        "SocketsSocketAuthorizer",
    }
    sources = [json.dumps(permission["SourceArn"]) for permission in permissions]
    assert all("ApiRest" in source or "SocketsApi" in source for source in sources)
