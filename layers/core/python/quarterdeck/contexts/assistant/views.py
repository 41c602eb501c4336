"""What callers see of a run."""

from collections.abc import Sequence
from datetime import datetime

from quarterdeck.contexts.assistant.claim_views import ClaimView, claim_view
from quarterdeck.contexts.assistant.feedback.model import Rating
from quarterdeck.contexts.assistant.feedback.views import RatingView, rating_view
from quarterdeck.contexts.assistant.model import Candidate, File, Intent, Table
from quarterdeck.contexts.assistant.run import Place, Replay, Run, Source
from quarterdeck.contexts.assistant.service import FileLink
from quarterdeck.contexts.assistant.store import RunLine
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.platform.http import View
from quarterdeck.services.llm.model import Attempt


class DecidedBy(View):
    """The stage of routing that told what kind of question it is, and how surely."""

    stage: str
    confidence: float


class MeetingLine(View):
    """A meeting that an answer is about."""

    meeting_id: str
    title: str
    company: str
    date: datetime


class StageView(View):
    """How long a stage, or a step of one, took."""

    name: str
    ms: float


class CostView(View):
    """What the run cost, in billionths of a dollar, and the tokens of it."""

    nano_usd: int
    input_tokens: int
    output_tokens: int


class AnswerView(View):
    """An answer with all that it rests on."""

    run_id: str
    conversation_id: str
    question: str
    intent: Intent
    contract: str
    decided_by: DecidedBy
    outcome: str
    answer: str
    claims: list[ClaimView]
    dropped_claims: int
    provider: str
    degraded: bool
    table: Table | None
    files: tuple[File, ...]
    attempts: tuple[Attempt, ...]
    meetings: list[MeetingLine]
    meetings_looked_at: int
    snapshot: str | None
    source: Source
    cached: bool
    candidates: tuple[Candidate, ...]
    evidence: tuple[Place, ...]
    stages: list[StageView]
    cost: CostView
    replay: Replay | None


class RunView(AnswerView):
    """A recorded run: the answer, who asked it when, the versions that made it, and what people said of it."""

    asker: str
    as_of: datetime
    created_at: datetime
    correlation_id: str
    contracts: tuple[str, ...]
    feedback: list[RatingView]


class RunsPage(View):
    """Runs, latest first; ``before`` asks for the page after this one, and is null at the end."""

    runs: list[RunLine]
    before: str | None


class FileLinkView(View):
    """A file with the URL to download it from, for ``expires_in`` seconds."""

    name: str
    media_type: str
    size: int
    url: str
    expires_in: int


def answer_view(run: Run) -> AnswerView:
    """Return the run's answer as callers see it."""
    return AnswerView(
        run_id=run.id,
        conversation_id=run.question.conversation_id,
        question=run.question.text,
        intent=run.verdict.intent,
        contract=run.verdict.contract,
        decided_by=DecidedBy(stage=run.verdict.stage, confidence=run.verdict.confidence),
        outcome=run.outcome,
        answer=run.answer.text,
        claims=[claim_view(claim) for claim in run.answer.claims],
        dropped_claims=run.answer.dropped,
        provider=run.answer.provider,
        degraded=run.answer.degraded,
        table=run.answer.table,
        files=run.answer.files,
        attempts=run.attempts,
        meetings=[_meeting(meeting) for meeting in run.meetings],
        meetings_looked_at=run.looked_at,
        snapshot=run.snapshot or None,
        source=run.source,
        cached=run.cached,
        candidates=run.candidates,
        evidence=run.places,
        stages=[StageView(name=stage.name, ms=stage.ms) for stage in run.stages],
        cost=CostView(
            nano_usd=run.cost, input_tokens=run.usage.input_tokens, output_tokens=run.usage.output_tokens
        ),
        replay=run.replay,
    )


def run_view(run: Run, ratings: Sequence[Rating] = ()) -> RunView:
    """Return the recorded run as callers see it."""
    return RunView(
        **dict(answer_view(run)),
        asker=run.question.asker,
        as_of=run.question.as_of,
        created_at=run.created_at,
        correlation_id=run.question.correlation_id,
        contracts=run.contracts,
        feedback=[rating_view(rating) for rating in ratings],
    )


def file_view(link: FileLink) -> FileLinkView:
    """Return the file as callers see it."""
    file = link.file
    return FileLinkView(
        name=file.name, media_type=file.media_type, size=file.size, url=link.url, expires_in=link.expires_in
    )


def _meeting(meeting: Meeting) -> MeetingLine:
    return MeetingLine(meeting_id=meeting.id, title=meeting.title, company=meeting.company, date=meeting.date)
