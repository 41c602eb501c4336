"""Answers as they come: events of a run, kept for a quarter of an hour and sent over web sockets in their order."""
