"""Answers an endpoint: the log's context, who may, what is accepted, and errors as problem details."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Request, Response
from pydantic import BaseModel, ValidationError

from quarterdeck.bootstrap.identity import origin
from quarterdeck.contexts.identity.access import Access, Door, from_context
from quarterdeck.contexts.identity.permissions import Permission, permissions_of
from quarterdeck.kernel.errors import Forbidden, QuarterdeckError
from quarterdeck.kernel.observability import bind, logger
from quarterdeck.platform.http import JSON, PROBLEM, internal, problem_of
from quarterdeck.rest.endpoint import Call, Endpoint, Visit, With
from quarterdeck.rest.same_site import check_unforged


def serve(endpoint: Endpoint, request: Request, parameters: dict[str, str]) -> Response:
    """Return the endpoint's answer to the request; every error becomes one, and the outcome is logged."""
    bind(tenant=_authorizer(request).get("tenant"), correlation_id=request.context["requestId"], stage="api")
    response = _answered(endpoint, request, parameters)
    route = f"{endpoint.method} {endpoint.path}"
    logger.info("request", extra={"route": route, "status": response.status_code})
    return response


def _answered(endpoint: Endpoint, request: Request, parameters: dict[str, str]) -> Response:
    try:
        answer = endpoint.view(*_arguments(endpoint, request), **parameters)
        return _response(endpoint, answer)
    except (QuarterdeckError, ValidationError) as error:
        status, body = problem_of(error)
    except Exception:
        logger.exception("unforeseen")
        status, body = internal(request.context["requestId"])
    return Response(body, headers=PROBLEM, status_code=status)


def _response(endpoint: Endpoint, answer: BaseModel | With[Any]) -> Response:
    body, headers = (answer.body, answer.headers) if isinstance(answer, With) else (answer, {})
    return Response(body.model_dump(mode="json"), headers=JSON | headers, status_code=endpoint.status)


def _arguments(endpoint: Endpoint, request: Request) -> list[Call | Visit | BaseModel]:
    arguments: list[Call | Visit | BaseModel] = []
    if endpoint.may is not None:
        arguments.append(_allowed(endpoint, endpoint.may, request))
    elif endpoint.visited:
        arguments.append(Visit(*_asked(request)))
    if endpoint.query is not None:
        given: Mapping[str, str] = request.query_params or {}
        arguments.append(endpoint.query.model_validate_strings(dict(given)))
    if endpoint.body is not None:
        arguments.append(endpoint.body.model_validate_json(request.raw_body or b"{}"))
    return arguments


def _allowed(endpoint: Endpoint, may: Permission, request: Request) -> Call:
    """Return the call of a caller who has the endpoint's permission, and whom no other site's page speaks for.

    Who calls is what the authorizer put into the request's context and nothing else.
    """
    call = Call(from_context(_authorizer(request)), *_asked(request))
    if may not in call.access.permissions:
        raise Forbidden(f"{_held(call.access)} is not allowed {may}: ask an admin for it")
    if call.access.door is Door.SESSION:
        check_unforged(endpoint.method, call.headers, call.access, origin())
    return call


def _held(access: Access) -> str:
    is_less = access.permissions < permissions_of(access.caller.role)
    return "your API key" if is_less else f"your role, {access.caller.role},"


def _asked(request: Request) -> tuple[str, Mapping[str, str]]:
    return str(request.context["requestId"]), request.headers


def _authorizer(request: Request) -> dict[str, Any]:
    return request.context.get("authorizer") or {}
