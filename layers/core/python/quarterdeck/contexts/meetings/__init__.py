"""Meetings: from an upload to turns, artifacts and passages, and which meeting a question is about."""
