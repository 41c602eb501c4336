"""A text in fewer of its own sentences."""

from collections import Counter

from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.meetings.sentences import sentences

SHARE, LEAST = 0.5, 0.5
"""How much of the text stays, in characters, and what a sentence must weigh beside the best one."""


def shortened(text: str) -> str:
    """Return the sentences that say most of what recurs, in their order, until half of the text is there; at least one.

    A sentence weighs as much as its words recur, for its length: Luhn's way of making abstracts.
    """
    found = [text[start:end] for start, end in sentences(text)]
    counts = Counter(term for sentence in found for term in terms(sentence))
    weights = [
        sum(counts[term] for term in set(terms(sentence))) / max(1, len(sentence.split())) ** 0.5
        for sentence in found
    ]
    chosen: list[int] = []
    length = 0
    for at in sorted(range(len(found)), key=lambda at: (-weights[at], at)):
        says_enough = weights[at] >= LEAST * max(weights)
        if not chosen or (says_enough and length + len(found[at]) <= SHARE * len(text)):
            chosen.append(at)
            length += len(found[at])
    return " ".join(found[at] for at in sorted(chosen))
