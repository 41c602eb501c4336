"""Routing: what kind of question it is and which contract answers it, by the first stage that is sure."""

import re
from collections.abc import Sequence

from quarterdeck.contexts.assistant.contracts import CONTRACTS
from quarterdeck.contexts.assistant.model import Exchange, Intent, Verdict
from quarterdeck.contexts.assistant.routing.patterns import patterns

DEFAULT = "EXTRACTIVE_FACT"
INHERITED, ASSUMED = 0.8, 0.5

_REASONS = {
    "INSTRUCTIONS": "I can't set my rules aside or show how I am set up.",
    "CREDENTIALS": "I don't give out passwords, keys or other secrets.",
    "OTHER_TENANTS": "I can only see your own organisation's meetings.",
    "PRIVATE": "I don't answer questions about people's private data.",
    "LEGAL_ADVICE": "I can't give legal advice. Please ask your counsel.",
    "MEDICAL_ADVICE": "I can't give medical advice. Please ask a doctor.",
    "TRIVIA": "I only answer questions about your team's work: its meetings, for example.",
}
_KINDS = {
    Intent.MULTI_MEETING: "a question across several meetings",
    Intent.PRODUCT_KNOWLEDGE: "a question about your products",
    Intent.EXTERNAL_RESEARCH: "a question that needs the web",
    Intent.GENERAL_HELP: "a request for help with writing",
    Intent.DATA_QUERY: "a question to your business database",
    Intent.WORKFLOW: "a request to run a process",
}
_ELLIPSIS = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|then|now),? )*(?:(?:what|how) about|for|with|in|from|at|the same)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:how|what|when|who|which|why|where|did|does|do|is|was|are|were|can|could|will|would|has|have|had)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:one|meeting|call|demo|review)\b|(?<!^)\b(?!I\b)[A-Z]\w+")


def classify(text: str, exchanges: Sequence[Exchange]) -> tuple[Verdict, str | None]:
    """Return what the question is, and what to say at once if no contract will answer it.

    ``exchanges`` are the conversation's earlier ones, oldest first; a question such as "and with Northwold?" is
    of the last one's kind. A question that no stage knows is taken to be about something said in a meeting.
    """
    verdicts = (stage(text, exchanges) for stage in (_by_pattern, _by_conversation))
    verdict = next(filter(None, verdicts), Verdict(Intent.SINGLE_MEETING, DEFAULT, "default", ASSUMED))
    return verdict, _notice(verdict)


def _by_pattern(text: str, _exchanges: Sequence[Exchange]) -> Verdict | None:
    matching = sorted((row for row in patterns() if row.matches(text)), key=lambda row: -row.confidence)
    if not matching:
        return None
    best = matching[0]
    second = next((row.contract for row in matching if row.contract != best.contract), None)
    return Verdict(best.intent, best.contract, "patterns", best.confidence, second)


def _by_conversation(text: str, exchanges: Sequence[Exchange]) -> Verdict | None:
    """Inherit the kind of the last question if this one only names another meeting."""
    answered = [exchange for exchange in exchanges if exchange.contract in CONTRACTS]
    opening = _ELLIPSIS.match(text)
    if not answered or not opening or _CLAUSE.search(text, opening.end()) or not _ANOTHER.search(text):
        return None
    return Verdict(answered[-1].intent, answered[-1].contract, "conversation", INHERITED, DEFAULT)


def _notice(verdict: Verdict) -> str | None:
    if verdict.intent is Intent.REFUSE:
        return _REASONS[verdict.contract]
    if verdict.contract in CONTRACTS:
        return None
    kind = _KINDS[verdict.intent]
    return f"I understand this as {kind}, which isn't switched on yet. I can answer questions about a single meeting."
