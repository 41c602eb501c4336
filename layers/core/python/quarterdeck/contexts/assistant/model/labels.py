"""The contracts that a question may be of, each with its intent."""

from collections.abc import Mapping
from types import MappingProxyType

from quarterdeck.contexts.assistant.model.verdict import Intent

_CONTRACTS = {
    Intent.SINGLE_MEETING: ("EXTRACTIVE_FACT", "MEETING_SUMMARY", "NEXT_STEPS", "CUSTOMER_QUESTIONS"),
    Intent.MULTI_MEETING: ("PATTERN_ANALYSIS", "COMPARISON", "TREND_SUMMARY", "CROSS_MEETING_QUESTIONS"),
    Intent.PRODUCT_KNOWLEDGE: (
        "PRODUCT_EXPLANATION",
        "FEATURE_VERIFICATION",
        "FAQ_ANSWER",
        "VALUE_PROPOSITION",
    ),
    Intent.EXTERNAL_RESEARCH: ("EXTERNAL_RESEARCH", "SALES_DECK_PREP"),
    Intent.GENERAL_HELP: ("DRAFT_EMAIL", "DRAFT_RESPONSE", "GENERAL_RESPONSE"),
    Intent.DATA_QUERY: ("SQL_ANSWER",),
    Intent.WORKFLOW: ("WORKFLOW_STEP",),
    Intent.CLARIFY: ("CLARIFY",),
    Intent.REFUSE: ("REFUSE",),
}
INTENTS: Mapping[str, Intent] = MappingProxyType(
    {contract: intent for intent, contracts in _CONTRACTS.items() for contract in contracts}
)
"""Each contract's intent. CLARIFY and REFUSE stand for both, since nothing answers them."""
