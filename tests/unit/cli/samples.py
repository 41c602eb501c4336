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
        "meetings_looked_at": 0,
        "snapshot": None,
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
    }
    return run() | record | changes


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
        "question": f"Question {number}?",
        "intent": "SINGLE_MEETING",
        "contracts": ["EXTRACTIVE_FACT@1"],
        "outcome": "answered",
        "ms": 62.4,
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
