"""What people say of answers, and the examples made of it."""

from quarterdeck.bootstrap.assistant import feedback
from quarterdeck.contexts.assistant.feedback.requests import FeedbackBody
from quarterdeck.contexts.assistant.feedback.service import Rater
from quarterdeck.contexts.assistant.feedback.views import example_view, rating_view
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.rest.endpoint import Call, Reply, Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/runs/{run_id}/feedback", Permission.RATE_RUNS, FeedbackBody)
def rate(call: Call, body: FeedbackBody, run_id: str) -> Reply:
    rater = Rater(call.tenant, call.caller.subject, call.correlation_id)
    return Reply(rating_view(feedback().rate(rater, run_id, body)))


@ROUTES.add("GET", "/v1/examples", Permission.READ_EXAMPLES)
def examples(call: Call) -> Reply:
    found, more = feedback().examples(call.tenant, limit=call.limit, before=call.before)
    return Reply({"examples": [example_view(example) for example in found], "before": more})
