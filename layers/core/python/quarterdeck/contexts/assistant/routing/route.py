"""Routing: what kind of question it is and which contract answers it, by the first stage that is sure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from quarterdeck.contexts.assistant.model import Exchange, Intent, Verdict
from quarterdeck.contexts.assistant.routing.facts import Facts, find_facts
from quarterdeck.contexts.assistant.routing.known import Known
from quarterdeck.contexts.assistant.routing.labels import INTENTS
from quarterdeck.contexts.assistant.routing.likelihood import best, signs
from quarterdeck.contexts.assistant.routing.linear import Linear, linear
from quarterdeck.contexts.assistant.routing.patterns import patterns

SURE = 0.9
"""From this confidence on, a pattern decides alone."""

UNSURE = 0.35
"""Below this confidence of the linear model, the language model is asked where there is one."""

ENTITIES_CONFIDENCE = 0.95
"""How often a question with an ambiguous or unknown name had to be asked back, of the labelled ones."""

Judge = Callable[[str, Sequence[Exchange], Verdict], Verdict | None]
"""Asks a language model about a question of which the verdict isn't sure; None where it gave no usable answer."""


def route(
    text: str,
    exchanges: Sequence[Exchange],
    known: Known,
    as_of: datetime,
    judge: Judge | None = None,
    model: Linear | None = None,
) -> Verdict:
    """Return what the question is, and at which stage that was decided.

    ``exchanges`` are the conversation's earlier ones, oldest first; ``as_of`` is the day that "last week" counts from.
    Without a ``judge``, the linear model has the last word: the one of the package, or ``model``.
    """
    model = model or linear()
    by_pattern = _by_pattern(text)
    if by_pattern:
        return by_pattern
    facts = find_facts(text, exchanges, known, as_of)
    likely = model.probabilities(signs(text, exchanges, facts, known, model))
    verdict = _by_entities(facts, likely) or _by_model(likely)
    if judge and verdict.stage == "model" and verdict.confidence < UNSURE:
        return judge(text, exchanges, verdict) or verdict
    return verdict


def _by_pattern(text: str) -> Verdict | None:
    matching = sorted((row for row in patterns() if row.matches(text)), key=lambda row: -row.confidence)
    if not matching or matching[0].confidence < SURE:
        return None
    surest = matching[0]
    second = next((row.contract for row in matching if row.contract != surest.contract), None)
    return Verdict(surest.intent, surest.contract, "patterns", surest.confidence, second, surest.reason)


def _by_entities(facts: Facts, likely: Mapping[str, float]) -> Verdict | None:
    """Ask back where a name means several or nobody, unless the question is about them all."""
    if not (facts.ambiguous or facts.unknown):
        return None
    asked = best(likely)
    if INTENTS[asked] is Intent.MULTI_MEETING and not facts.unknown:
        return None
    return Verdict(Intent.CLARIFY, Intent.CLARIFY.value, "entities", ENTITIES_CONFIDENCE, asked)


def _by_model(likely: Mapping[str, float]) -> Verdict:
    intents = {intent: 0.0 for intent in Intent}
    for contract, probability in likely.items():
        intents[INTENTS[contract]] += probability
    intent = max(intents, key=lambda each: intents[each])
    within = {contract: p for contract, p in likely.items() if INTENTS[contract] is intent}
    contract = max(within, key=lambda each: within[each])
    return Verdict(intent, contract, "model", round(likely[contract], 4), best(likely, contract))
