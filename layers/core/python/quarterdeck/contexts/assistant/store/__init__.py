"""Runs, conversations and ratings in DynamoDB: the only modules that know their table.

A run's whole record is an object (``records``); here is its line in the log of interactions.
"""

from quarterdeck.contexts.assistant.store.conversations import exchange_of, exchanges, preceding
from quarterdeck.contexts.assistant.store.forgetting import (
    Asked,
    asked_by,
    forget_answer,
    forget_ratings,
    forget_run,
    unquote_examples,
)
from quarterdeck.contexts.assistant.store.ratings import add_rating, all_ratings, example, examples, ratings
from quarterdeck.contexts.assistant.store.rows import TABLE
from quarterdeck.contexts.assistant.store.runs import RunLine, add, asked, exists, newest

__all__ = [
    "TABLE",
    "Asked",
    "RunLine",
    "add",
    "add_rating",
    "all_ratings",
    "asked",
    "asked_by",
    "example",
    "examples",
    "exchange_of",
    "exchanges",
    "exists",
    "forget_answer",
    "forget_ratings",
    "forget_run",
    "newest",
    "preceding",
    "ratings",
    "unquote_examples",
]
