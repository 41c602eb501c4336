"""What kind of question it is, with what the tenant knows and the models it has."""

from collections.abc import Sequence

from msgspec.structs import replace

from quarterdeck.contexts.assistant.clarify import answers_back
from quarterdeck.contexts.assistant.model import MODEL, Exchange, Intent, Question, Verdict
from quarterdeck.contexts.assistant.models import TapedGateway
from quarterdeck.contexts.assistant.routing.judge import judge
from quarterdeck.contexts.assistant.routing.known import Known, known_from
from quarterdeck.contexts.assistant.routing.route import SURE, route
from quarterdeck.contexts.assistant.sources import Sources


def recognise(
    question: Question, exchanges: Sequence[Exchange], sources: Sources, models: TapedGateway
) -> tuple[Verdict, Known]:
    """Return the verdict on the question, and what could be named in it.

    An answer to our asking back is of the kind of the question that it completes.
    """
    known = _known(question, sources)
    asking = judge(question.tenant, models.complete)
    if answers_back(question, exchanges):
        completed, before = f"{exchanges[-1].question} {question.text}", exchanges[:-1]
        return route(completed, before, known, question.as_of, asking), known
    return route(question.text, exchanges, known, question.as_of, asking), known


def is_unsure(verdict: Verdict) -> bool:
    """Tell whether the question may be of another kind: then the meetings nearest to it are named as well."""
    return verdict.intent is Intent.CLARIFY or (verdict.stage == MODEL and verdict.confidence < SURE)


def _known(question: Question, sources: Sources) -> Known:
    meetings = sources.meetings()
    known = known_from(meetings, sources.aliases(), sources.product_names())
    if question.meeting_id is None:
        return known
    given = tuple(meeting for meeting in meetings if meeting.id == question.meeting_id)
    return replace(known, meetings=given, given=True)
