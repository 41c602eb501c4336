"""Answers of the API as its views make them, about a fictional customer."""

from typing import Any

Json = dict[str, Any]

MEETING = "mtg_01KPRICE0000000000000000AA"
RUN = "run_01KQUESTION000000000000000"


def run(**changes: Any) -> Json:
    """Return a run that answers with two claims on three quotes, one of them cited twice."""
    body: Json = {
        "run_id": RUN,
        "conversation_id": "conv_01KQUESTION000000000000000",
        "question": "What did Tidewick Mills say about the price?",
        "intent": "SINGLE_MEETING",
        "contract": "EXTRACTIVE_FACT",
        "decided_by": {"stage": "patterns", "confidence": 0.93},
        "outcome": "answered",
        "answer": "The budget is $40,000.\nThey want [bold] terms by Friday.",
        "claims": [
            {
                "topic": None,
                "text": "The budget is $40,000.",
                "citations": [citation(3, "I have $40,000, no more.")],
            },
            {
                "topic": None,
                "text": "They want [bold] terms by Friday.",
                "citations": [
                    citation(9, "Send it by Friday.", "Ola Brandt"),
                    citation(3, "I have $40,000, no more."),
                ],
            },
        ],
        "dropped_claims": 1,
        "provider": "extractive",
        "degraded": False,
        "table": None,
        "files": [],
        "attempts": [],
        "meetings_looked_at": 0,
        "snapshot": None,
        "source": "database",
        "cached": False,
        "meetings": [{key: meeting()[key] for key in ("meeting_id", "title", "company", "date")}],
        "candidates": [],
        "evidence": [{"meeting_id": MEETING, "first_turn": 2, "last_turn": 9, "score": 0.81}],
        "stages": [{"name": "classify", "ms": 0.4}, {"name": "gather", "ms": 1520.0}],
        "cost": {"nano_usd": 45_300, "input_tokens": 0, "output_tokens": 0},
        "replay": None,
    }
    return body | changes


def recorded(**changes: Any) -> Json:
    """Return a run with what only its record tells."""
    record = {
        "asker": "owner",
        "as_of": "2026-11-20T09:00:00+00:00",
        "created_at": "2026-11-20T09:00:01+00:00",
        "correlation_id": "c0ffee",
        "contracts": ["EXTRACTIVE_FACT@1"],
        "feedback": [rating()],
    }
    return run() | record | changes


def rating(**changes: Any) -> Json:
    body: Json = {
        "run_id": RUN,
        "person": "owner",
        "verdict": "down",
        "comment": "Not in that call.",
        "correction": {"intent": "SINGLE_MEETING", "contract": "NEXT_STEPS", "text": ""},
        "channel": "api",
        "version": 1,
        "at": "2026-11-20T09:05:00+00:00",
    }
    return body | changes


def example(number: int) -> Json:
    return {
        "id": f"ex_{number:03}",
        "text": f"Question {number}, größer?",
        "intent": "SINGLE_MEETING",
        "contract": "NEXT_STEPS",
        "thread": [{"role": "user", "text": "And before?"}],
        "source": "feedback",
    }


API_KEY = "qd_fedcba9876543210_another-secret-that-is-shown-once"


def key(**changes: Any) -> Json:
    body: Json = {
        "key_id": "key_1",
        "name": "ci",
        "prefix": "qd_fedcba9876543210_",
        "subject": "owner",
        "scopes": ["meetings:read"],
        "created_at": "2026-11-20T09:00:00+00:00",
        "expires_at": None,
        "used_on": None,
    }
    return body | changes


def person(**changes: Any) -> Json:
    body: Json = {"subject": "owner", "name": "Ola", "role": "", "product": "Tidegate", "timezone": "UTC"}
    return body | changes


def citation(turn: int, quote: str, speaker: str = "Ira Vance") -> Json:
    where = {"source": "meeting", "meeting_id": MEETING, "turn": turn, "speaker": speaker}
    return where | {"start": 0, "end": len(quote), "quote": quote}


def candidate(meeting_id: str, title: str) -> Json:
    place = {"meeting_id": meeting_id, "title": title, "company": "Tidewick Mills"}
    return place | {"date": "2026-11-03T10:00:00+00:00", "score": 0.5}


def line(number: int, **changes: Any) -> Json:
    """Return a run as listed."""
    body: Json = {
        "run_id": f"run_{number:03}",
        "correlation_id": "c0ffee",
        "user_id": "owner",
        "question": f"Question {number}?",
        "intent": "SINGLE_MEETING",
        "contract": "EXTRACTIVE_FACT",
        "contracts": ["EXTRACTIVE_FACT@1"],
        "outcome": "answered",
        "response_time_ms": 62.4,
        "stages": [{"name": "prepare", "ms": 62.4}],
        "source": "database",
        "cached": False,
        "provider": "extractive",
        "snapshot": None,
        "cost_nano_usd": 45_300,
        "created_at": "2026-11-20T09:00:01+00:00",
        "replay_of": None,
    }
    return body | changes


def meeting(**changes: Any) -> Json:
    body: Json = {
        "meeting_id": MEETING,
        "company": "Tidewick Mills",
        "title": "Tidewick Mills - pricing",
        "date": "2026-11-17T15:00:00+00:00",
        "participants": [{"name": "Ira Vance", "company": "Tidewick Mills", "title": None}],
        "status": "completed",
        "reason": None,
        "turns": 42,
    }
    return body | changes


def problem(status: int, kind: str, title: str, detail: str | None = None) -> Json:
    """Return problem details; API Gateway's own have no detail."""
    body: Json = {"type": f"urn:quarterdeck:{kind}", "title": title, "status": status}
    return body | ({"detail": detail} if detail else {})


def overview(**changes: Any) -> Json:
    return {
        "connected": True,
        "syncing": False,
        "version": "8f14e45fceea167a",
        "built_at": "2026-11-20T09:00:04+00:00",
        "checked_at": "2026-11-20T10:00:04+00:00",
        "age_seconds": 60,
        "records": {"features": 44, "value_themes": 5},
    } | changes


def sync(**changes: Any) -> Json:
    return {
        "sync_id": "syn_1",
        "kind": "full",
        "status": "succeeded",
        "reason": None,
        "started_at": "2026-11-20T09:00:00+00:00",
        "finished_at": "2026-11-20T09:00:04+00:00",
        "version": "8f14e45fceea167a",
        "attempts": 1,
        "seen": 82,
        "changed": 82,
        "deleted": 0,
        "skipped": 0,
        "requests": 6,
        "correlation_id": "corr",
    } | changes


def member(**changes: Any) -> Json:
    """Return a member of the organisation."""
    body: Json = {
        "subject": "usr_01KMEMBER0000000000000000A",
        "email": "ola@northwold.example",
        "role": "seller",
        "status": "active",
        "created_at": "2026-06-09T10:00:00+00:00",
        "invited_by": None,
        "mails": 1,
    }
    return body | changes


def webhook(**changes: Any) -> Json:
    body: Json = {
        "id": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071",
        "vendor": "stripe",
        "name": "Invoices",
        "url": "https://api.quarterdeck.example/live/webhooks/stripe/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071",
        "has_secret": True,
        "created_at": "2026-11-20T09:00:04+00:00",
    }
    return body | changes


def export(**changes: Any) -> Json:
    """Return an export that is under way."""
    body: Json = {
        "export_id": "exp_01KMEXPORT000000000000000A",
        "kind": "person",
        "subject": "owner",
        "status": "running",
        "requested_by": "owner",
        "requested_at": "2026-11-20T09:00:04+00:00",
        "ended_at": None,
        "expires_at": "2026-11-27T09:00:04+00:00",
        "receipt": [],
        "left_out": [{"store": "search index", "because": "It is made of the transcripts."}],
        "download": None,
    }
    return body | changes


def exported(url: str, size: int) -> Json:
    """Return an export that is done, with its archive at the URL."""
    return export(
        status="done",
        ended_at="2026-11-20T09:00:09+00:00",
        receipt=[{"store": "runs", "items": 1234, "bytes": 56789}],
        download={"url": url, "expires_in": 300, "size": size},
    )


def erasure(**changes: Any) -> Json:
    """Return an erasure that is under way."""
    body: Json = {
        "erasure_id": "tenant_5ec2e7",
        "kind": "tenant",
        "subject": "northwold-1a2b3c",
        "status": "running",
        "requested_by": "owner",
        "requested_at": "2026-11-25T10:00:00+00:00",
        "ended_at": None,
        "receipt": [],
    }
    return body | changes
