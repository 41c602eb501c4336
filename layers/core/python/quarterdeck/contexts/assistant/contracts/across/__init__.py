"""Answers across many meetings: find what was said, group it, count it by code, and choose what to quote."""
