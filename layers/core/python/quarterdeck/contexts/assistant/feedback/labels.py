"""The labels that a question can have: each contract with its intent, in words that anybody understands.

Apart from the contracts themselves, since Slack's form must be there at once and they take long to import.
"""

from types import MappingProxyType

from quarterdeck.contexts.assistant.model import Intent
from quarterdeck.kernel.errors import InvalidInput

INTENTS = MappingProxyType(
    {
        Intent.SINGLE_MEETING: "About one meeting",
        Intent.MULTI_MEETING: "Across meetings",
        Intent.PRODUCT_KNOWLEDGE: "About our products",
        Intent.EXTERNAL_RESEARCH: "From the web",
        Intent.GENERAL_HELP: "Writing and help",
        Intent.DATA_QUERY: "From the business database",
        Intent.WORKFLOW: "A process",
        Intent.CLARIFY: "Unclear",
        Intent.REFUSE: "Not to be answered",
    }
)
"""What each intent is, in plain words."""

_WORDS = {
    Intent.SINGLE_MEETING: {
        "EXTRACTIVE_FACT": "A fact that was said",
        "MEETING_SUMMARY": "A summary of the meeting",
        "NEXT_STEPS": "The next steps",
        "CUSTOMER_QUESTIONS": "What the customer asked",
    },
    Intent.MULTI_MEETING: {
        "PATTERN_ANALYSIS": "What comes up again and again",
        "COMPARISON": "A comparison",
        "TREND_SUMMARY": "How something changed over time",
        "CROSS_MEETING_QUESTIONS": "What customers asked in several meetings",
    },
    Intent.PRODUCT_KNOWLEDGE: {
        "PRODUCT_EXPLANATION": "How something of ours works",
        "FEATURE_VERIFICATION": "Whether we have a feature",
        "FAQ_ANSWER": "An answer to a frequent question",
        "VALUE_PROPOSITION": "What a customer gains from it",
    },
    Intent.EXTERNAL_RESEARCH: {
        "EXTERNAL_RESEARCH": "What the web says",
        "SALES_DECK_PREP": "Slides for a customer",
    },
    Intent.GENERAL_HELP: {
        "DRAFT_EMAIL": "An email to send",
        "DRAFT_RESPONSE": "A reply to something",
        "GENERAL_RESPONSE": "Help with something else",
    },
    Intent.DATA_QUERY: {"SQL_ANSWER": "A figure or a list"},
    Intent.WORKFLOW: {"WORKFLOW_STEP": "Start, continue or cancel something"},
    Intent.CLARIFY: {"CLARIFY": "You should have asked back"},
    Intent.REFUSE: {"REFUSE": "You should have refused"},
}

LABELS = MappingProxyType({intent: MappingProxyType(words) for intent, words in _WORDS.items()})
"""The contracts of each intent, each in plain words."""


def intent_of(contract: str) -> Intent:
    """Return the intent that the contract is of.

    Raises:
        InvalidInput: there is no such contract.
    """
    for intent, contracts in LABELS.items():
        if contract in contracts:
            return intent
    known = ", ".join(name for contracts in LABELS.values() for name in contracts)
    raise InvalidInput(f"there is no contract {contract}: it is one of {known}", field="correction.contract")
