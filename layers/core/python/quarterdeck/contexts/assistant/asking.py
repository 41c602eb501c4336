"""What a language model is asked for a contract: its prompt, and what an earlier reply must have been made from."""

import hashlib
from typing import Any

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.contracts.base import Contract, Gathered
from quarterdeck.contexts.assistant.contracts.rebase import rebased
from quarterdeck.contexts.assistant.model import Intent
from quarterdeck.kernel.codec import dump_json
from quarterdeck.services.llm.model import Call, Scope

MODEL_DEADLINE_MS = 15_000
CHAIN_MS = 20_000
"""By then the last model of a chain must have answered: API Gateway gives up after 29 s, and some of them go into
understanding the question, recording the run and starting the functions.
"""


def call_for(contract: Contract[Any], brief: Brief, gathered: Gathered, spent_ms: float = 0) -> Call:
    """Return the completion to make of what was gathered, once its chain took ``spent_ms``."""
    question, texts = brief.question, {piece.id: piece.text for piece in gathered.evidence}
    return Call(
        scope=_scope(contract, brief, gathered),
        question=question.text,
        messages=tuple(contract.prompt(brief, gathered)),
        deadline_ms=max(0, min(MODEL_DEADLINE_MS, round(CHAIN_MS - spent_ms))),
        tier=contract.tier,
        fits=lambda reply: rebased(reply, texts),
    )


def _scope(contract: Contract[Any], brief: Brief, gathered: Gathered) -> Scope:
    """Return what the answer is made from; what is written for somebody is theirs, and goes on from what was said."""
    sources = {f"{piece.document}@{piece.version}" for piece in gathered.evidence}
    theirs = dump_json([brief.asker, brief.conversation]) if contract.intent is Intent.GENERAL_HELP else b""
    return Scope(
        brief.question.tenant,
        contract.name,
        contract.version,
        snapshot=gathered.snapshot,
        permissions=hashlib.sha256(theirs).hexdigest() if theirs else "",
        sources=tuple(sorted(sources)),
    )
