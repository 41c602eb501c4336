"""What to say at once where no contract will answer."""

import re
from collections.abc import Container

from quarterdeck.contexts.assistant.model import INTENTS, Intent, Verdict
from quarterdeck.contexts.assistant.routing.known import Known

_REASONS = {
    "INSTRUCTIONS": "I can't set my rules aside or show how I am set up.",
    "CREDENTIALS": "I don't give out passwords, keys or other secrets.",
    "OTHER_TENANTS": "I can only see your own organisation's meetings.",
    "PRIVATE": "I don't answer questions about people's private data.",
    "LEGAL_ADVICE": "I can't give legal advice. Please ask your counsel.",
    "MEDICAL_ADVICE": "I can't give medical advice. Please ask a doctor.",
    "TRIVIA": "I only answer questions about your team's work: its meetings, for example.",
}
_REFUSED = "I can't help with that. I answer questions about your team's meetings, products and customers."
_KINDS = {
    Intent.SINGLE_MEETING: "a question about a meeting",
    Intent.MULTI_MEETING: "a question across several meetings",
    Intent.PRODUCT_KNOWLEDGE: "a question about your products",
    Intent.EXTERNAL_RESEARCH: "a question that needs the web",
    Intent.GENERAL_HELP: "a request for help with writing",
    Intent.DATA_QUERY: "a question to your business database",
    Intent.WORKFLOW: "a request to run a process",
}
_WHICH_PRODUCT = "Which product do you mean?"
_SAY_MORE = (
    "I'm not sure what you need. Please say more: about which company, meeting or product, for example?"
)
_SHOWN = 6
_POINTS = re.compile(
    r"\b(?:he|she|him|his|hers?|they|them|their|it|its|this|that|these|those)\b|"
    r"\b(?:the|that|this|our|last|latest) (?:\w+ ){0,2}(?:call|meeting|demo|review|session|conversation|chat)\b|"
    r"\bthe (?:customer|client|prospect|buyer)s?\b",
    re.IGNORECASE,
)


def notice(verdict: Verdict, contracts: Container[str], known: Known) -> str | None:
    """Return what to say if the way ends here: refused, not one of the ``contracts``, or to be asked back.

    None where a contract answers, or where a meeting has to be found before it is clear what to ask back.
    """
    if verdict.intent is Intent.REFUSE:
        return _REASONS.get(verdict.reason or "", _REFUSED)
    if verdict.intent is Intent.CLARIFY:
        return None if _is_of_a_meeting(verdict) else _ask_back(verdict, known)
    if verdict.contract in contracts:
        return None
    kind = _KINDS[verdict.intent]
    offered = "I can answer questions about meetings and products, research and write."
    return f"I understand this as {kind}, which isn't switched on yet. {offered}"


def _is_of_a_meeting(verdict: Verdict) -> bool:
    """Tell whether an unclear question would be about one meeting, were it clear which."""
    return INTENTS.get(verdict.runner_up or "") is Intent.SINGLE_MEETING


def points(text: str) -> bool:
    """Tell whether the text points at something that it doesn't name: "they", "it", "the call"."""
    return _POINTS.search(text) is not None


def _ask_back(verdict: Verdict, known: Known) -> str:
    if INTENTS.get(verdict.runner_up or "") is not Intent.PRODUCT_KNOWLEDGE:
        return _SAY_MORE
    names = sorted(name for names in known.products.values() for name in names)[:_SHOWN]
    return f"{_WHICH_PRODUCT} There are {', '.join(names)}." if names else _WHICH_PRODUCT
