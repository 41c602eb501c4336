"""Answers an endpoint: the log's context, who may, what is accepted, and errors as problem details."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from chalice.app import Request, Response
from msgspec import Struct, field
from pydantic import BaseModel, ValidationError

from quarterdeck.bootstrap.identity import origin
from quarterdeck.bootstrap.limits import limiter, refusals
from quarterdeck.bootstrap.shared import CLOCK
from quarterdeck.contexts.identity.access import Access, Door, from_context
from quarterdeck.contexts.identity.permissions import Permission, permissions_of
from quarterdeck.kernel.errors import Forbidden, QuarterdeckError, TooMany
from quarterdeck.kernel.observability import bind, logger
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.acting import acting_for
from quarterdeck.platform.audit.model import INSTALLATION, Refused
from quarterdeck.platform.http import JSON, PROBLEM, internal, problem_of
from quarterdeck.platform.limits.bucket import Decision
from quarterdeck.platform.limits.fields import fields
from quarterdeck.platform.limits.limiter import refused
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.body import parsed
from quarterdeck.rest.endpoint import Call, Endpoint, Visit, With
from quarterdeck.rest.same_site import check_unforged

REFUSALS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}


class Admission(Struct):
    """What the limits said of a request, for the answer to tell."""

    decisions: dict[str, Decision] = field(default_factory=dict)

    def ask(self, tenant: TenantId, subject: str, endpoint: Endpoint) -> None:
        """Raise TooMany where the subject or its tenant is over the limits of the endpoint."""
        self.decisions = limiter().admit(tenant, subject, endpoint.limit)
        if too_many := refused(self.decisions):
            raise too_many


def serve(endpoint: Endpoint, request: Request, parameters: dict[str, str]) -> Response:
    """Return the endpoint's answer to the request; every error becomes one, and the outcome is logged."""
    bind(tenant=_authorizer(request).get("tenant"), correlation_id=request.context["requestId"], stage="api")
    admission, route = Admission(), f"{endpoint.method} {endpoint.path}"
    with acting_for(_tenant(request)):
        response = _answered(endpoint, request, parameters, admission)
    if response.status_code in REFUSALS and (tenant := _refused_in(endpoint, request, admission)):
        _note_refusal(tenant, request, route, response)
    response.headers.update(fields(admission.decisions))
    logger.info("request", extra={"route": route, "status": response.status_code})
    return response


def _answered(
    endpoint: Endpoint, request: Request, parameters: dict[str, str], admission: Admission
) -> Response:
    headers = dict(PROBLEM)
    try:
        answer = endpoint.view(*_arguments(endpoint, request, admission), **parameters)
        return _response(endpoint, answer)
    except TooMany as error:
        status, body = problem_of(error)
        headers["Retry-After"] = str(error.retry_after)
    except (QuarterdeckError, ValidationError) as error:
        status, body = problem_of(error)
    except Exception:
        logger.exception("unforeseen")
        status, body = internal(request.context["requestId"])
    return Response(body, headers=headers, status_code=status)


def _response(endpoint: Endpoint, answer: BaseModel | With[Any]) -> Response:
    body, headers = (answer.body, answer.headers) if isinstance(answer, With) else (answer, {})
    return Response(body.model_dump(mode="json"), headers=JSON | headers, status_code=endpoint.status)


def _arguments(endpoint: Endpoint, request: Request, admission: Admission) -> list[Call | Visit | BaseModel]:
    arguments: list[Call | Visit | BaseModel] = []
    if endpoint.may is not None:
        arguments.append(_allowed(endpoint, endpoint.may, request, admission))
    elif endpoint.limit is not LimitClass.READ:
        with acting_for(INSTALLATION):
            admission.ask(INSTALLATION, _visit(request).source_ip, endpoint)
    if endpoint.visited:
        arguments.append(_visit(request))
    if endpoint.query is not None:
        given: Mapping[str, str] = request.query_params or {}
        arguments.append(endpoint.query.model_validate_strings(dict(given)))
    if endpoint.body is not None:
        arguments.append(_body(endpoint.body, _raw(request), endpoint.most_bytes))
    return arguments


def _body(model: type[BaseModel], raw: bytes, most_bytes: int) -> BaseModel:
    value = parsed(raw, most_bytes)
    try:
        return model.model_validate(value)
    except ValidationError:
        return model.model_validate_json(
            raw or b"{}"
        )  # the same errors, told in JSON's words instead of Python's


def _raw(request: Request) -> bytes:
    body = request.raw_body
    return body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")


def _allowed(endpoint: Endpoint, may: Permission, request: Request, admission: Admission) -> Call:
    """Return the call of a caller within the limits, with the permission, for whom no other site's page speaks.

    Who calls is what the authorizer put into the request's context and nothing else.
    """
    context = _authorizer(request)
    if "locked_until" in context:
        raise _locked(int(context["locked_until"]))
    call = Call(from_context(context), _visit(request))
    admission.ask(call.tenant, call.caller.subject, endpoint)
    if may not in call.access.permissions:
        raise Forbidden(f"{_held(call.access)} is not allowed {may}: ask an admin for it")
    if call.access.door is Door.SESSION:
        check_unforged(endpoint.method, call.headers, call.access, origin())
    return call


def _locked(until: int) -> TooMany:
    wait = max(1, until - int(CLOCK.now().timestamp()))
    return TooMany(f"too many failed logins: try again in {wait} s", retry_after=wait)


def _held(access: Access) -> str:
    is_less = access.permissions < permissions_of(access.caller.role)
    return "your API key" if is_less else f"your role, {access.caller.role},"


def _visit(request: Request) -> Visit:
    identity = request.context["identity"]
    agent = identity.get("userAgent") or ""
    return Visit(str(request.context["requestId"]), request.headers, identity["sourceIp"], agent)


def _refused_in(endpoint: Endpoint, request: Request, admission: Admission) -> TenantId | None:
    """Return in whose trail a refusal belongs; None where it is the entrance's, which has it on record already."""
    if endpoint.may is None and refused(admission.decisions):
        return INSTALLATION
    return _tenant(request)


def _note_refusal(tenant: TenantId, request: Request, route: str, response: Response) -> None:
    """Put on record that the caller was refused."""
    visit = _visit(request)
    refusal = Refused(
        tenant=tenant,
        subject=_authorizer(request).get("subject", ""),
        action=route,
        reason=str(response.body["type"]).removeprefix("urn:quarterdeck:"),
        correlation_id=visit.correlation_id,
        ip=visit.source_ip,
        agent=visit.agent,
    )
    with acting_for(tenant):
        refusals().note(refusal)


def _tenant(request: Request) -> TenantId | None:
    """Return whose request it is; None on an open route."""
    named = _authorizer(request).get("tenant")
    return tenant_id(named) if named else None


def _authorizer(request: Request) -> dict[str, Any]:
    return request.context.get("authorizer") or {}
