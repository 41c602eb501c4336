"""What ingest draws from a transcript, by rules alone: action items, questions with their answers, highlights."""

from quarterdeck.contexts.meetings.artifacts.extract import extract

__all__ = ["extract"]
