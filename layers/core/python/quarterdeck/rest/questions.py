"""Questions and their runs."""

from urllib.parse import unquote

from quarterdeck.bootstrap.assistant import assistant, feedback
from quarterdeck.contexts.assistant.interactions import only
from quarterdeck.contexts.assistant.requests import QuestionBody
from quarterdeck.contexts.assistant.service import Asker
from quarterdeck.contexts.assistant.views import answer_view, file_view, line_view, run_view
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/questions", Permission.ASK, QuestionBody)
def ask(call: Call, body: QuestionBody) -> Reply:
    return Reply(answer_view(assistant().ask(_asker(call), body, call.headers.get("idempotency-key"))))


@ROUTES.add("GET", "/v1/runs", Permission.READ_RUNS)
def runs(call: Call) -> Reply:
    marked = only(call.query.get("only"), call.query.get("over_ms"), call.query.get("over_usd"))
    lines, more = assistant().newest(call.tenant, limit=call.limit, before=call.before, only=marked)
    return Reply({"runs": [line_view(line) for line in lines], "before": more})


@ROUTES.add("GET", "/v1/runs/{run_id}", Permission.READ_RUNS)
def run(call: Call, run_id: str) -> Reply:
    found = assistant().run(call.tenant, run_id)
    return Reply(run_view(found, feedback().of(call.tenant, run_id)))


@ROUTES.add("GET", "/v1/runs/{run_id}/files/{name}", Permission.READ_RUNS)
def run_file(call: Call, run_id: str, name: str) -> Reply:
    return Reply(file_view(assistant().file(call.tenant, run_id, unquote(name))))


@ROUTES.add("POST", "/v1/runs/{run_id}/replay", Permission.ASK)
def replay(call: Call, run_id: str) -> Reply:
    return Reply(run_view(assistant().replay(_asker(call), run_id)))


def _asker(call: Call) -> Asker:
    return Asker(call.tenant, call.caller.subject, call.correlation_id)
