"""The third stage: how likely each contract is, by the linear model."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import INTENTS, Exchange, Intent
from quarterdeck.contexts.assistant.routing.facts import Facts
from quarterdeck.contexts.assistant.routing.features import features
from quarterdeck.contexts.assistant.routing.known import Known
from quarterdeck.contexts.assistant.routing.linear import Linear
from quarterdeck.contexts.assistant.routing.naming import COMPANY
from quarterdeck.contexts.meetings.resolve import Mention

_SOMEBODY = (Mention(0, 1, frozenset(["somebody"])),)


def signs(text: str, exchanges: Sequence[Exchange], facts: Facts, known: Known, model: Linear) -> set[str]:
    """Return the question's features; ``model`` tells what an earlier unclear question would have been."""
    return features(text, exchanges, facts, known, _asked_before(exchanges, known, facts, model))


def if_clear(facts: Facts) -> Facts:
    """Return the facts of the same question if it said which company it is about."""
    naming = replace(facts.naming, masked=f"{facts.naming.masked} {COMPANY}", companies=_SOMEBODY, people=())
    return replace(facts, naming=naming, ambiguous=frozenset(), unknown=())


def best(likely: Mapping[str, float], but: str = "") -> str:
    """Return the likeliest contract that answers, other than ``but``."""
    answering = {c: p for c, p in likely.items() if c not in {but, Intent.CLARIFY, Intent.REFUSE}}
    return max(answering, key=lambda contract: answering[contract])


def _asked_before(exchanges: Sequence[Exchange], known: Known, facts: Facts, model: Linear) -> str | None:
    """Return the contract of the conversation's last question, or what it would have been if it had been clear."""
    if not exchanges:
        return None
    last = exchanges[-1]
    if last.contract in INTENTS and last.intent not in {Intent.CLARIFY, Intent.REFUSE}:
        return last.contract
    alone = Facts(facts.before[-1], (), facts.resolution, frozenset(), ())
    return best(model.probabilities(features(last.question, (), alone, known, None)))
