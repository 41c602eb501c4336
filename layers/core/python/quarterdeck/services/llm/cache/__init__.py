"""Replies of earlier calls, found again by an equal prompt or by a question that means the same."""
