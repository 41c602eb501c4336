"""Questions and their runs."""

from urllib.parse import unquote

from quarterdeck.bootstrap.assistant import assistant, feedback
from quarterdeck.bootstrap.audit import note
from quarterdeck.contexts.assistant.interactions import Mark, only
from quarterdeck.contexts.assistant.requests import QuestionBody
from quarterdeck.contexts.assistant.views import (
    AnswerView,
    FileLinkView,
    RunsPage,
    RunView,
    answer_view,
    file_view,
    run_view,
)
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.platform.limits.policy import LimitClass
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()


class RunsQuery(Page):
    """All runs, or only those of a mark: slow ones of ``over_ms`` or more, dear ones of ``over_usd`` or more."""

    only: Mark | None = None
    over_ms: float | None = None
    over_usd: float | None = None


@ROUTES.add("POST", "/v1/questions", Permission.ASK, body=QuestionBody, limit=LimitClass.ASK)
def ask(call: Call, body: QuestionBody) -> AnswerView:
    """Ask a question and wait for its answer."""
    return answer_view(assistant().ask(call.actor, body, call.headers.get("idempotency-key")))


@ROUTES.add("GET", "/v1/runs", Permission.READ_RUNS, query=RunsQuery)
def runs(call: Call, query: RunsQuery) -> RunsPage:
    """List the runs, latest first."""
    marked = only(query.only, query.over_ms, query.over_usd)
    lines, more = assistant().newest(call.tenant, limit=query.limit, before=query.before, only=marked)
    return RunsPage(runs=lines, before=more)


@ROUTES.add("GET", "/v1/runs/{run_id}", Permission.READ_RUNS)
def run(call: Call, run_id: str) -> RunView:
    """Return a recorded run."""
    found = assistant().run(call.tenant, run_id)
    return run_view(found, feedback().of(call.tenant, run_id))


@ROUTES.add("GET", "/v1/runs/{run_id}/files/{name}", Permission.READ_RUNS)
def run_file(call: Call, run_id: str, name: str) -> FileLinkView:
    """Return where a file of a run can be downloaded."""
    link = assistant().file(call.tenant, run_id, unquote(name))
    note(call.actor, "runs.download", run_id)
    return file_view(link)


@ROUTES.add("POST", "/v1/runs/{run_id}/replay", Permission.ASK, limit=LimitClass.ASK)
def replay(call: Call, run_id: str) -> RunView:
    """Run a recorded run again from what it was told then, and say whether it came to the same."""
    return run_view(assistant().replay(call.actor, run_id))
