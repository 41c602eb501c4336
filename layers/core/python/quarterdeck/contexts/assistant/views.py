"""What callers see of a run."""

from dataclasses import asdict
from typing import Any

from quarterdeck.contexts.assistant.model import Candidate
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.store import RunLine
from quarterdeck.contexts.meetings.model import Meeting


def answer_view(run: Run) -> dict[str, Any]:
    """Return the answer with all that it rests on, JSON-ready."""
    return {
        "run_id": run.id,
        "conversation_id": run.question.conversation_id,
        "question": run.question.text,
        "intent": run.verdict.intent.value,
        "contract": run.verdict.contract,
        "decided_by": {"stage": run.verdict.stage, "confidence": run.verdict.confidence},
        "outcome": run.outcome,
        "answer": run.answer.text,
        "claims": [asdict(claim) for claim in run.answer.claims],
        "dropped_claims": run.answer.dropped,
        "provider": run.answer.provider,
        "degraded": run.answer.degraded,
        "cached": run.cached,
        "attempts": [asdict(attempt) for attempt in run.attempts],
        "meetings": [_meeting(meeting) for meeting in run.meetings],
        "candidates": [_candidate(candidate) for candidate in run.candidates],
        "evidence": [asdict(place) for place in run.places],
        "stages": [{"name": stage.name, "ms": stage.ms} for stage in run.stages],
        "cost": {"nano_usd": run.cost} | asdict(run.usage),
        "replay": asdict(run.replay) if run.replay else None,
    }


def run_view(run: Run) -> dict[str, Any]:
    """Return the recorded run: the answer, who asked it when, and the versions that made it."""
    return answer_view(run) | {
        "asker": run.question.asker,
        "as_of": run.question.as_of.isoformat(),
        "created_at": run.created_at.isoformat(),
        "correlation_id": run.question.correlation_id,
        "contracts": list(run.contracts),
    }


def line_view(line: RunLine) -> dict[str, Any]:
    """Return a run as listed."""
    return asdict(line) | {"created_at": line.created_at.isoformat()}


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting_id": meeting.id,
        "title": meeting.title,
        "company": meeting.company,
        "date": meeting.date.isoformat(),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return asdict(candidate) | {"date": candidate.date.isoformat()}
