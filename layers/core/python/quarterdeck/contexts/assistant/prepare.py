"""The first stage: what kind of question it is, which meeting it is about, and which contracts will answer it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quarterdeck.contexts.assistant.clarify import ask_which, choose, day, restated
from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.model import Answer, Candidate, Exchange, Intent, Order, Question, Verdict
from quarterdeck.contexts.assistant.recognise import Models, recognise
from quarterdeck.contexts.assistant.routing import notice, points
from quarterdeck.contexts.assistant.run import Prepared
from quarterdeck.contexts.assistant.sources import Sources, TapedSources
from quarterdeck.contexts.assistant.stopwatch import Stopwatch
from quarterdeck.contexts.assistant.tape import Divergence, Tape
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.resolve import Resolution, resolve
from quarterdeck.services.llm.model import Provider

RANKED = 10
"""How many candidate meetings a run keeps."""


@dataclass(frozen=True, slots=True)
class Found:
    """Which meetings the question is about: exactly one or more to ask, or the reason why it isn't clear."""

    meetings: tuple[Meeting, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unclear: str | None = None


def prepare(
    order: Order, live: Sources, tape: Tape, providers: Callable[[], Sequence[Provider]] = tuple
) -> Prepared:
    """Return what the question is and how to answer it; a replay that leaves its recording says so."""
    watch, question = Stopwatch(), order.question
    try:
        prepared = _prepare(question, TapedSources(live, tape), Models(providers, tape), watch)
    except Divergence as divergence:
        verdict = Verdict(Intent.CLARIFY, Intent.CLARIFY.value, "replay", 0.0)
        prepared = Prepared(question, verdict, answer=Answer(""), divergence=f"prepare: {divergence}")
    return replace(prepared, stages=tuple(watch.times), replay_of=order.replay_of)


def _prepare(question: Question, sources: Sources, models: Models, watch: Stopwatch) -> Prepared:
    exchanges = sources.exchanges(question.conversation_id)
    with watch.step("classify"):
        verdict, known = recognise(question, exchanges, sources, models)
    said = notice(verdict, CONTRACTS, known)
    if said is not None:
        return Prepared(question, verdict, answer=Answer(said))
    asked, naming = question, question.text
    if verdict.intent is not Intent.GENERAL_HELP:
        asked, naming = restated(question, exchanges)
    wanted = _wanted(verdict)
    with watch.step("resolve"):
        found = _find(asked, naming, wanted, exchanges, sources)
    unclear = found.unclear or _still_unclear(question, verdict, found)
    if unclear is not None:
        open_end = replace(
            wanted, intent=Intent.CLARIFY, contract=Intent.CLARIFY.value, runner_up=wanted.contract
        )
        stage = verdict.stage if verdict.intent is Intent.CLARIFY else "resolve"
        return Prepared(
            asked, replace(open_end, stage=stage), candidates=found.candidates, answer=Answer(unclear)
        )
    return Prepared(asked, wanted, found.meetings, found.candidates, chain=(wanted.contract,))


def _wanted(verdict: Verdict) -> Verdict:
    """Return an unclear verdict on a meeting as what it will be once the meeting is found."""
    if verdict.intent is not Intent.CLARIFY or verdict.runner_up is None:
        return verdict
    return replace(
        verdict, intent=Intent.SINGLE_MEETING, contract=verdict.runner_up, stage="resolve", runner_up=None
    )


def _still_unclear(question: Question, verdict: Verdict, found: Found) -> str | None:
    """Return how to ask back where the best of several meetings isn't enough: a name or a pronoun is open."""
    if verdict.intent is not Intent.CLARIFY or len(found.candidates) <= 1:
        return None
    if verdict.stage != "entities" and not points(question.text):
        return None
    return ask_which(found.candidates, found.meetings)


def _find(
    question: Question, naming: str, verdict: Verdict, exchanges: Sequence[Exchange], sources: Sources
) -> Found:
    meetings = sources.meetings()
    if question.meeting_id:
        named = tuple(meeting for meeting in meetings if meeting.id == question.meeting_id)
        return Found(named) if named else Found(unclear="That meeting is not ready to be asked about yet.")
    if not meetings:
        return Found(unclear="There are no meetings yet: ingest one, then ask again.")
    earlier = [meeting_id for exchange in exchanges for meeting_id in exchange.meeting_ids]
    resolution = resolve(naming, meetings, sources.aliases(), question.as_of, earlier)
    if resolution.unknown:
        return Found(unclear=_unknown(resolution.unknown, meetings))
    if not resolution.meetings:
        return Found(unclear=_none_then(meetings))
    if resolution.certain:
        return Found(resolution.meetings, tuple(_candidate(meeting, 1.0) for meeting in resolution.meetings))
    return _find_by_content(question, verdict, resolution, sources)


def _find_by_content(question: Question, verdict: Verdict, resolution: Resolution, sources: Sources) -> Found:
    """Let the topic decide between the meetings left, unless none is asked for or a name means two people."""
    by_id = {meeting.id: meeting for meeting in resolution.meetings}
    ranked = sources.documents(question.text, list(by_id), RANKED)
    candidates = tuple(
        _candidate(by_id[hit.document], round(hit.score, 4)) for hit in ranked if hit.document in by_id
    )
    companies = {meeting.company for meeting in resolution.meetings}
    ambiguous = bool(resolution.constraints.people) and len(companies) > 1
    topical = CONTRACTS[verdict.contract].topical and not ambiguous
    chosen = choose(candidates) if topical else None
    if chosen is None:
        return Found(candidates=candidates, unclear=ask_which(candidates, resolution.meetings))
    return Found((by_id[chosen.meeting_id],), candidates)


def _candidate(meeting: Meeting, score: float) -> Candidate:
    return Candidate(meeting.id, meeting.title, meeting.company, meeting.date, score)


def _none_then(meetings: Sequence[Meeting]) -> str:
    latest = meetings[0]
    return f"There was no such meeting then. The latest is {latest.title}, {day(latest.date)}."


def _unknown(names: Sequence[str], meetings: Sequence[Meeting]) -> str:
    companies = ", ".join(sorted({meeting.company for meeting in meetings})[:RANKED])
    return f"I know no meeting with {' or '.join(names)}. There are meetings with {companies}."
