"""What kind of question it is, with what the tenant knows and the models it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quarterdeck.contexts.assistant.model import Exchange, Question, Verdict
from quarterdeck.contexts.assistant.models import taped_gateway
from quarterdeck.contexts.assistant.routing import Known, judge, known_from, route
from quarterdeck.contexts.assistant.sources import Sources
from quarterdeck.contexts.assistant.tape import Tape
from quarterdeck.services.llm.model import Call, Completion, Provider, T


@dataclass(frozen=True, slots=True)
class Models:
    """The language models that may be asked what a question is; ``providers`` is called only when one is."""

    providers: Callable[[], Sequence[Provider]]
    tape: Tape

    def complete(self, call: Call, schema: type[T], extractive: Callable[[], T]) -> Completion[T]:
        gateway = taped_gateway(self.providers(), self.tape)
        return gateway.complete(call.scope.contract, call.messages, schema, extractive, call.deadline_ms)


def recognise(
    question: Question, exchanges: Sequence[Exchange], sources: Sources, models: Models
) -> tuple[Verdict, Known]:
    """Return the verdict on the question, and what could be named in it."""
    known = _known(question, sources)
    asking = judge(question.tenant, models.complete)
    return route(question.text, exchanges, known, question.as_of, asking), known


def _known(question: Question, sources: Sources) -> Known:
    meetings = sources.meetings()
    known = known_from(meetings, sources.aliases())
    if question.meeting_id is None:
        return known
    given = tuple(meeting for meeting in meetings if meeting.id == question.meeting_id)
    return replace(known, meetings=given, given=True)
