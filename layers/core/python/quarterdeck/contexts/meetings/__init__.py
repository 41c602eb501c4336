"""Meetings: from an uploaded transcript to turns, artifacts and indexed passages, and which meeting a question is about."""
