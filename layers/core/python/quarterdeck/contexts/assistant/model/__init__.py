"""Questions, evidence, claims and answers as values."""

from quarterdeck.contexts.assistant.model.answer import Answer, Claim, Draft, File, Table
from quarterdeck.contexts.assistant.model.evidence import Citation, Evidence, SourceKind
from quarterdeck.contexts.assistant.model.labels import INTENTS
from quarterdeck.contexts.assistant.model.meant import Candidate, Days, MeetingScope
from quarterdeck.contexts.assistant.model.question import Exchange, Order, Question, ReplyTo
from quarterdeck.contexts.assistant.model.verdict import ASKED_BACK, GUARD, MODEL, Intent, Verdict

__all__ = [
    "ASKED_BACK",
    "GUARD",
    "INTENTS",
    "MODEL",
    "Answer",
    "Candidate",
    "Citation",
    "Claim",
    "Days",
    "Draft",
    "Evidence",
    "Exchange",
    "File",
    "Intent",
    "MeetingScope",
    "Order",
    "Question",
    "ReplyTo",
    "SourceKind",
    "Table",
    "Verdict",
]
