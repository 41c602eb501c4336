"""What callers see of a run."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from quarterdeck.contexts.assistant.feedback.model import Rating
from quarterdeck.contexts.assistant.feedback.views import rating_view
from quarterdeck.contexts.assistant.model import Candidate, Citation, Claim, SourceKind
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.service import FileLink
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
        "claims": [_claim(claim) for claim in run.answer.claims],
        "dropped_claims": run.answer.dropped,
        "provider": run.answer.provider,
        "degraded": run.answer.degraded,
        "table": asdict(run.answer.table) if run.answer.table else None,
        "files": [asdict(file) for file in run.answer.files],
        "attempts": [asdict(attempt) for attempt in run.attempts],
        "meetings": [_meeting(meeting) for meeting in run.meetings],
        "meetings_looked_at": run.looked_at,
        "snapshot": run.snapshot or None,
        "source": run.source.value,
        "cached": run.cached,
        "candidates": [_candidate(candidate) for candidate in run.candidates],
        "evidence": [asdict(place) for place in run.places],
        "stages": [{"name": stage.name, "ms": stage.ms} for stage in run.stages],
        "cost": {"nano_usd": run.cost} | asdict(run.usage),
        "replay": asdict(run.replay) if run.replay else None,
    }


def run_view(run: Run, ratings: Sequence[Rating] = ()) -> dict[str, Any]:
    """Return the recorded run: the answer, who asked it when, the versions that made it, and what people said of it."""
    return answer_view(run) | {
        "asker": run.question.asker,
        "as_of": run.question.as_of.isoformat(),
        "created_at": run.created_at.isoformat(),
        "correlation_id": run.question.correlation_id,
        "contracts": list(run.contracts),
        "feedback": [rating_view(rating) for rating in ratings],
    }


def line_view(line: RunLine) -> dict[str, Any]:
    """Return a run as listed."""
    return asdict(line) | {"created_at": line.created_at.isoformat()}


def file_view(link: FileLink) -> dict[str, Any]:
    """Return a file with the URL to download it from."""
    return asdict(link.file) | {"url": link.url, "expires_in": link.expires_in}


_DOCUMENT = {SourceKind.MEETING: "meeting_id", SourceKind.PRODUCT: "record", SourceKind.WEB: "url"}
_SPEAKER = {SourceKind.MEETING: "speaker", SourceKind.PRODUCT: "name", SourceKind.WEB: "title"}


def _claim(claim: Claim) -> dict[str, Any]:
    citations = [_citation(citation) for citation in claim.citations]
    return {"topic": claim.topic or None, "text": claim.text, "citations": citations}


def _citation(cited: Citation) -> dict[str, Any]:
    """Return where the quote stands, in the words of its kind of source."""
    place: dict[str, Any] = {"source": cited.source.value, _DOCUMENT[cited.source]: cited.document}
    if cited.source is SourceKind.MEETING:
        place["turn"] = cited.turn
    who = {_SPEAKER[cited.source]: cited.speaker}
    return place | who | {"start": cited.start, "end": cited.end, "quote": cited.quote}


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting_id": meeting.id,
        "title": meeting.title,
        "company": meeting.company,
        "date": meeting.date.isoformat(),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return asdict(candidate) | {"date": candidate.date.isoformat()}
