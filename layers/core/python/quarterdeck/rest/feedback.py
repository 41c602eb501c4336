"""What people say of answers, and the examples made of it."""

from quarterdeck.bootstrap.assistant import feedback
from quarterdeck.contexts.assistant.feedback.requests import FeedbackBody
from quarterdeck.contexts.assistant.feedback.service import Rater
from quarterdeck.contexts.assistant.feedback.views import ExamplesPage, RatingView, example_view, rating_view
from quarterdeck.contexts.identity.permissions import Permission
from quarterdeck.rest.endpoint import Call, Page, Routes

ROUTES = Routes()


@ROUTES.add("POST", "/v1/runs/{run_id}/feedback", Permission.RATE_RUNS, body=FeedbackBody)
def rate(call: Call, body: FeedbackBody, run_id: str) -> RatingView:
    """Say whether an answer was right, and what was meant."""
    rater = Rater(call.tenant, call.caller.subject, call.correlation_id, origin=call.actor.origin)
    correction = body.correction.value() if body.correction else None
    return rating_view(feedback().rate(rater, run_id, body.verdict, correction, body.comment))


@ROUTES.add("GET", "/v1/examples", Permission.READ_EXAMPLES, query=Page)
def examples(call: Call, page: Page) -> ExamplesPage:
    """List the labelled questions that corrections made."""
    found, more = feedback().examples(call.tenant, limit=page.limit, before=page.before)
    return ExamplesPage(examples=[example_view(example) for example in found], before=more)
