"""The conversation before a question, as exchanges: each earlier question is routed in its turn."""

from collections.abc import Callable, Iterable, Sequence

from evals.routing.tenants import Tenant
from quarterdeck.contexts.assistant.model import Exchange, Intent, Verdict
from quarterdeck.contexts.assistant.routing.examples import Said
from quarterdeck.contexts.meetings.resolve import resolve

Route = Callable[[str, Sequence[Exchange], Tenant], Verdict]


def exchanges(thread: Iterable[Said], tenant: Tenant, route: Route) -> list[Exchange]:
    """Return the thread as the assistant would have recorded it."""
    found: list[Exchange] = []
    for question, answer in _turns(thread):
        verdict = route(question, found, tenant)
        meetings = _meetings(question, verdict, found, tenant)
        found.append(Exchange(question, verdict.intent, verdict.contract, meetings, answer))
    return found


def _turns(thread: Iterable[Said]) -> Iterable[tuple[str, str]]:
    """Pair each question with what was answered to it; either may be missing."""
    turns: list[tuple[str, str]] = []
    for said in thread:
        if said.role == "user":
            turns.append((said.text, ""))
        else:
            question, answer = turns.pop() if turns else ("", "")
            turns.append((question, f"{answer} {said.text}".strip()))
    return turns


def _meetings(question: str, verdict: Verdict, before: Sequence[Exchange], tenant: Tenant) -> tuple[str, ...]:
    if verdict.intent is not Intent.SINGLE_MEETING:
        return ()
    earlier = [meeting_id for exchange in before for meeting_id in exchange.meeting_ids]
    known = tenant.known
    resolution = resolve(question, known.meetings, known.aliases, tenant.as_of, earlier)
    return tuple(meeting.id for meeting in resolution.meetings) if resolution.certain else ()
