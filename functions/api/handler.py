"""The REST API: authorized requests in, one use case each, JSON out."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import unquote

from chalice.app import Chalice, Request, Response
from pydantic import ValidationError

from quarterdeck import bootstrap
from quarterdeck.contexts.assistant.feedback.requests import FeedbackBody
from quarterdeck.contexts.assistant.feedback.service import Rater
from quarterdeck.contexts.assistant.feedback.views import example_view, rating_view
from quarterdeck.contexts.assistant.interactions import only
from quarterdeck.contexts.assistant.requests import QuestionBody
from quarterdeck.contexts.assistant.service import Asker
from quarterdeck.contexts.assistant.views import answer_view, file_view, line_view, run_view
from quarterdeck.contexts.identity import people
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.identity.requests import PersonBody
from quarterdeck.contexts.identity.views import person_view
from quarterdeck.contexts.knowledge.requests import SyncBody
from quarterdeck.contexts.knowledge.views import overview_view, sync_view
from quarterdeck.contexts.meetings.requests import CompanyBody, MeetingBody
from quarterdeck.contexts.meetings.views import meeting_view, offer_view
from quarterdeck.kernel.errors import InvalidInput, QuarterdeckError
from quarterdeck.kernel.observability import bind, logger
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.http import JSON, PROBLEM, internal, problem_of

MOST = 100

View = Callable[..., Response]

app = Chalice(app_name="quarterdeck", configure_logs=False)


def route(method: str, path: str) -> Callable[[View], View]:
    """Serve the path in a log context of its own, with errors as problem details."""

    def register(view: View) -> View:
        @wraps(view)
        def served(**parameters: str) -> Response:
            bind(tenant=_authorizer().get("tenant"), correlation_id=_correlation_id(), stage="api")
            response = _answered(view, parameters)
            logger.info("request", extra={"route": f"{method} {path}", "status": response.status_code})
            return response

        app.route(path, methods=[method])(served)
        return served

    return register


def _answered(view: View, parameters: dict[str, str]) -> Response:
    try:
        return view(**parameters)
    except (QuarterdeckError, ValidationError) as error:
        status, body = problem_of(error)
    except Exception:
        logger.exception("unforeseen")
        status, body = internal(_correlation_id())
    return Response(body, headers=PROBLEM, status_code=status)


@route("GET", "/health")
def health() -> Response:
    return _json({"status": "ok"})


@route("POST", "/v1/questions")
def ask() -> Response:
    body = QuestionBody.model_validate_json(_request().raw_body)
    key = _request().headers.get("idempotency-key")
    run = bootstrap.assistant().ask(_asker(), body, key)
    return _json(answer_view(run))


@route("GET", "/v1/runs")
def runs() -> Response:
    marked = only(_query("only"), _query("over_ms"), _query("over_usd"))
    lines, more = bootstrap.assistant().newest(
        _asker().tenant, limit=_limit(), before=_query("before"), only=marked
    )
    return _json({"runs": [line_view(line) for line in lines], "before": more})


@route("GET", "/v1/runs/{run_id}")
def run(run_id: str) -> Response:
    tenant = _asker().tenant
    found = bootstrap.assistant().run(tenant, run_id)
    return _json(run_view(found, bootstrap.feedback().of(tenant, run_id)))


@route("GET", "/v1/runs/{run_id}/files/{name}")
def run_file(run_id: str, name: str) -> Response:
    return _json(file_view(bootstrap.assistant().file(_asker().tenant, run_id, unquote(name))))


@route("POST", "/v1/runs/{run_id}/replay")
def replay(run_id: str) -> Response:
    return _json(run_view(bootstrap.assistant().replay(_asker(), run_id)))


@route("POST", "/v1/runs/{run_id}/feedback")
def rate(run_id: str) -> Response:
    body, asker = FeedbackBody.model_validate_json(_request().raw_body), _asker()
    rater = Rater(asker.tenant, asker.subject, asker.correlation_id)
    return _json(rating_view(bootstrap.feedback().rate(rater, run_id, body)))


@route("GET", "/v1/examples")
def examples() -> Response:
    found, more = bootstrap.feedback().examples(_asker().tenant, limit=_limit(), before=_query("before"))
    return _json({"examples": [example_view(example) for example in found], "before": more})


@route("GET", "/v1/me")
def me() -> Response:
    asker = _asker()
    return _json(person_view(people.person(asker.tenant, asker.subject)))


@route("PUT", "/v1/me")
def describe_me() -> Response:
    body, asker = PersonBody.model_validate_json(_request().raw_body), _asker()
    person = Person(asker.subject, body.name, body.role, body.product, body.timezone)
    people.describe(asker.tenant, person)
    return _json(person_view(person))


@route("GET", "/v1/meetings")
def meetings() -> Response:
    found, more = bootstrap.meetings().newest(_asker().tenant, limit=_limit(), before=_query("before"))
    return _json({"meetings": [meeting_view(meeting) for meeting in found], "before": more})


@route("POST", "/v1/meetings")
def add_meeting() -> Response:
    body = MeetingBody.model_validate_json(_request().raw_body)
    if body.upload:
        return _json(offer_view(bootstrap.meetings().offer(_asker().tenant, body)), 202)
    return _json(meeting_view(bootstrap.meetings().accept(_asker().tenant, body)), 202)


@route("GET", "/v1/meetings/{meeting_id}")
def meeting(meeting_id: str) -> Response:
    return _json(meeting_view(bootstrap.meetings().get(_asker().tenant, meeting_id)))


@route("POST", "/v1/meetings/{meeting_id}/retry")
def retry_meeting(meeting_id: str) -> Response:
    return _json(meeting_view(bootstrap.meetings().retry(_asker().tenant, meeting_id)), 202)


@route("POST", "/v1/companies")
def name_company() -> Response:
    body = CompanyBody.model_validate_json(_request().raw_body)
    bootstrap.meetings().name_company(_asker().tenant, body)
    return _json({"name": body.name, "aliases": list(body.aliases)})


@route("GET", "/v1/knowledge")
def knowledge() -> Response:
    found = bootstrap.knowledge_desk().overview(_asker().tenant)
    return _json(overview_view(found, bootstrap.CLOCK.now()))


@route("GET", "/v1/knowledge/syncs")
def syncs() -> Response:
    found, more = bootstrap.knowledge_desk().newest(_asker().tenant, limit=_limit(), before=_query("before"))
    return _json({"syncs": [sync_view(sync) for sync in found], "before": more})


@route("POST", "/v1/knowledge/sync")
def sync() -> Response:
    body = SyncBody.model_validate_json(_request().raw_body or b"{}")
    bootstrap.knowledge_desk().start(_asker().tenant, body.kind, _correlation_id())
    return _json({"status": "accepted", "kind": body.kind, "correlation_id": _correlation_id()}, 202)


def _request() -> Request:
    if app.current_request is None:
        raise LookupError("there is a request only while a route is being served")
    return app.current_request


def _asker() -> Asker:
    """Return who asks, from what the authorizer put into the request's context."""
    context = _authorizer()
    return Asker(tenant_id(context["tenant"]), context["subject"], _correlation_id())


def _authorizer() -> dict[str, str]:
    return _request().context.get("authorizer") or {}


def _correlation_id() -> str:
    return str(_request().context["requestId"])


def _query(name: str) -> str | None:
    parameters: Mapping[str, str] = _request().query_params or {}
    return parameters.get(name)


def _limit() -> int:
    text = _query("limit") or "20"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise InvalidInput(f"limit must be a whole number from 1 to {MOST}", field="limit")
    return int(text)


def _json(body: dict[str, Any], status: int = 200) -> Response:
    return Response(body, headers=JSON, status_code=status)
