"""Answers an endpoint: the log's context, who may, what is accepted, and errors as problem details."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Request, Response
from pydantic import BaseModel, ValidationError

from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Role, permissions_of
from quarterdeck.kernel.errors import Forbidden, QuarterdeckError
from quarterdeck.kernel.observability import bind, logger
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.http import JSON, PROBLEM, internal, problem_of
from quarterdeck.rest.endpoint import Call, Endpoint


def serve(endpoint: Endpoint, request: Request, parameters: dict[str, str]) -> Response:
    """Return the endpoint's answer to the request; every error becomes one, and the outcome is logged."""
    bind(tenant=_authorizer(request).get("tenant"), correlation_id=request.context["requestId"], stage="api")
    response = _answered(endpoint, request, parameters)
    route = f"{endpoint.method} {endpoint.path}"
    logger.info("request", extra={"route": route, "status": response.status_code})
    return response


def _answered(endpoint: Endpoint, request: Request, parameters: dict[str, str]) -> Response:
    try:
        with acting_for(_tenant(request)):
            answer = endpoint.view(*_arguments(endpoint, request), **parameters)
        return Response(answer.model_dump(mode="json"), headers=JSON, status_code=endpoint.status)
    except (QuarterdeckError, ValidationError) as error:
        status, body = problem_of(error)
    except Exception:
        logger.exception("unforeseen")
        status, body = internal(request.context["requestId"])
    return Response(body, headers=PROBLEM, status_code=status)


def _arguments(endpoint: Endpoint, request: Request) -> list[Call | BaseModel]:
    arguments: list[Call | BaseModel] = []
    if endpoint.may is not None:
        arguments.append(_allowed(endpoint, request))
    if endpoint.query is not None:
        given: Mapping[str, str] = request.query_params or {}
        arguments.append(endpoint.query.model_validate_strings(dict(given)))
    if endpoint.body is not None:
        arguments.append(endpoint.body.model_validate_json(request.raw_body or b"{}"))
    return arguments


def _allowed(endpoint: Endpoint, request: Request) -> Call:
    """Return the call of a caller who has the endpoint's permission."""
    call = _call(request)
    if endpoint.may not in permissions_of(call.caller.role):
        raise Forbidden(f"your role, {call.caller.role}, is not allowed {endpoint.may}: ask an admin for it")
    return call


def _call(request: Request) -> Call:
    """Return who calls, from what the authorizer put into the request's context and nothing else."""
    context = _authorizer(request)
    caller = Caller(tenant_id(context["tenant"]), context["subject"], Role(context["role"]))
    return Call(caller, str(request.context["requestId"]), request.headers)


def _tenant(request: Request) -> TenantId | None:
    """Return whose request it is; None on an open route."""
    named = _authorizer(request).get("tenant")
    return tenant_id(named) if named else None


def _authorizer(request: Request) -> dict[str, Any]:
    return request.context.get("authorizer") or {}
