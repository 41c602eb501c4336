"""The REST API has the app's routes, keeps strangers out and says in problem details why."""

import json
from typing import Any

from functions.api.handler import app
from quarterdeck.rest.app import ENDPOINTS
from tests.infra.template import Properties, name_of, of_type, target_of

WEBHOOKS = ("POST", "/webhooks/{vendor}/{endpoint}")
SIGNED = {("POST", "/slack/events"), ("POST", "/slack/interactions"), WEBHOOKS}
CODES = {("POST", "/v1/signup"), ("POST", "/v1/signup/verify"), ("POST", "/v1/invitations/accept")}
SIGN_IN = {("GET", "/auth/login"), ("GET", "/auth/callback"), ("POST", "/auth/callback")}
OPEN = {("GET", "/health"), ("GET", "/v1/openapi.json")} | SIGNED | CODES | SIGN_IN


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
    declared = {(method, path) for path, methods in app.routes.items() for method in methods}
    assert set(_methods(template)) == declared | SIGNED


def test_all_routes_but_the_open_and_the_signed_ask_the_authorizer(template: dict[str, Any]) -> None:
    for route, method in _methods(template).items():
        if route in OPEN:
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
    changing = {(each.method, each.path) for each in ENDPOINTS if each.may and each.method != "GET"}
    assert set(throttled) == changing
    assert throttled["POST", "/v1/questions"] == 25
    assert throttled["PUT", "/v1/me"] == 10


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
        "ApiAuthorizer",
        "Webhooks",
        "SocketsSocket",
        "SocketsSocketAuthorizer",
    }
    sources = [json.dumps(permission["SourceArn"]) for permission in permissions]
    assert all("ApiRest" in source or "SocketsApi" in source for source in sources)
