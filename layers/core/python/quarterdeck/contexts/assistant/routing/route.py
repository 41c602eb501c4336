"""Routing: what kind of question it is and which contract answers it, by the first stage that is sure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import exp

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import GUARD, INTENTS, MODEL, Exchange, Intent, Verdict
from quarterdeck.contexts.assistant.routing.facts import Facts, find_facts
from quarterdeck.contexts.assistant.routing.known import Known
from quarterdeck.contexts.assistant.routing.likelihood import best, if_clear, signs
from quarterdeck.contexts.assistant.routing.linear import Linear, linear
from quarterdeck.contexts.assistant.routing.patterns import patterns
from quarterdeck.services.guard.inspect import find_attack

SURE = 0.9
"""From this confidence on, a pattern decides alone."""

UNSURE = 0.35
"""Below this confidence of the linear model, the language model is asked where there is one."""

ENTITIES_CONFIDENCE = 0.95
"""How often a question with an ambiguous or unknown name had to be asked back, of the labelled ones."""

LIKELY, TIMES = 0.6, 2
"""A question is only asked back or refused where that is likely, or so many times as likely as any way to answer it."""

ANYTHING_SAID = "EXTRACTIVE_FACT"
"""What a question of one meeting is, unless it is of another kind."""

_OF_ONE_MEETING = frozenset(
    {Intent.SINGLE_MEETING, Intent.EXTERNAL_RESEARCH, Intent.GENERAL_HELP, Intent.WORKFLOW}
)

_LIKE_TALK = frozenset(
    contract
    for contract, intent in INTENTS.items()
    if intent in {Intent.SINGLE_MEETING, Intent.WORKFLOW} or contract == "EXTERNAL_RESEARCH"
)
"""What a question of one meeting is only where that is sure: in meetings people talk of research and of processes."""

Judge = Callable[[str, Sequence[Exchange], Verdict], Verdict | None]
"""Asks a language model about a question of which the verdict isn't sure; None where it gave no usable answer."""


def route(
    text: str, exchanges: Sequence[Exchange], known: Known, as_of: datetime, judge: Judge | None = None
) -> Verdict:
    """Return what the question is, and at which stage that was decided.

    ``exchanges`` are the conversation's earlier ones, oldest first; ``as_of`` is the day that "last week" counts from.
    Without a ``judge`` the linear model has the last word.
    """
    verdict = settle(text, exchanges, known, as_of, linear())
    if judge and verdict.stage == MODEL and verdict.confidence < UNSURE:
        return judge(text, exchanges, verdict) or verdict
    return verdict


def settle(text: str, exchanges: Sequence[Exchange], known: Known, as_of: datetime, model: Linear) -> Verdict:
    """Return what the stages before the language model make of the question."""
    at_once = _by_guard(text) or _by_pattern(text)
    if at_once:
        return at_once
    facts = find_facts(text, exchanges, known, as_of)
    likely = model.probabilities(signs(text, exchanges, facts, known, model))
    if known.given:
        return _by_model(_of_the_given(likely, _if_clear(text, exchanges, facts, known, model)))
    verdict = _by_entities(facts, likely) or _by_model(likely)
    if verdict.intent is Intent.CLARIFY:
        return replace(verdict, runner_up=best(_if_clear(text, exchanges, facts, known, model)))
    return verdict


def _if_clear(
    text: str, exchanges: Sequence[Exchange], facts: Facts, known: Known, model: Linear
) -> dict[str, float]:
    return model.probabilities(signs(text, exchanges, if_clear(facts), known, model))


def _by_guard(text: str) -> Verdict | None:
    """Refuse an attack before anything else reads it."""
    found = find_attack(text)
    if found is None:
        return None
    sure = round(1 / (1 + exp(-found.score)), 4)
    return Verdict(Intent.REFUSE, Intent.REFUSE.value, GUARD, sure, reason=found.kind)


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
    if INTENTS[best(likely)] is Intent.MULTI_MEETING and not facts.unknown:
        return None
    return Verdict(Intent.CLARIFY, Intent.CLARIFY.value, "entities", ENTITIES_CONFIDENCE)


def _of_the_given(likely: Mapping[str, float], clear: Mapping[str, float]) -> dict[str, float]:
    """Leave out what a question of one meeting can't be; it is refused only where that is sure without the meeting.

    Whatever isn't surely of a kind that talk is easily taken for asks for something that was said.
    """
    left = {c: p for c, p in clear.items() if INTENTS[c] in _OF_ONE_MEETING}
    if likely[Intent.REFUSE] >= SURE:
        return {**dict.fromkeys(left, 0.0), Intent.REFUSE.value: likely[Intent.REFUSE]}
    whole = sum(left.values())
    shares = {contract: probability / whole for contract, probability in left.items()}
    unsure = {contract for contract in _LIKE_TALK if shares[contract] < SURE} | {ANYTHING_SAID}
    return {**shares, **dict.fromkeys(unsure, 0.0), ANYTHING_SAID: sum(shares[each] for each in unsure)}


def _by_model(likely: Mapping[str, float]) -> Verdict:
    intents = dict.fromkeys(Intent, 0.0)
    for contract, probability in likely.items():
        intents[INTENTS[contract]] += probability
    intent = _likeliest(intents)
    within = {contract: p for contract, p in likely.items() if INTENTS[contract] is intent}
    contract = max(within, key=lambda each: within[each])
    return Verdict(intent, contract, MODEL, round(likely[contract], 4), best(likely, contract))


def _likeliest(intents: Mapping[Intent, float]) -> Intent:
    ends = {Intent.CLARIFY, Intent.REFUSE}
    likeliest = max(intents, key=lambda each: intents[each])
    answered = max(intents.keys() - ends, key=lambda each: (intents[each], each))
    together = sum(intents[end] for end in ends)
    if likeliest in ends and intents[likeliest] < LIKELY and together < TIMES * intents[answered]:
        return answered
    return likeliest
