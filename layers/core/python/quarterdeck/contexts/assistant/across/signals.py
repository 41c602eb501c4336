"""Which kind of statement a question is after, and which sentences are of the kind."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signal:
    """A kind of statement: how answers call it, which questions are after it, what it sounds like."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


def _signal(name: str, asked: str, said: str) -> Signal:
    return Signal(name, re.compile(asked, re.IGNORECASE), re.compile(said, re.IGNORECASE))


SIGNALS = (
    _signal(
        "objections and concerns",
        r"\b(?:objections?|concern\w*|complain\w*|worr\w+|push\w* ?back|hesita\w+|risks?|problems?|issues?|blockers?|pain points?"
        r"|doubts?|against|held back|holding .* back|unhappy|frustrat\w+)\b",
        r"\btoo (?:\w+ )?(?:much|many|expensive|long|high|slow|late|early|thin|big|few|little|complicated|risky)\b"
        r"|\b(?:can't|cannot|can’t|won't|won’t|don't|don’t|doesn't|doesn’t|didn't|isn't|wasn't|haven't|never|nobody|no way|not (?:sure|happy|comfortable|enough|going to|acceptable|good)|no longer)\b"
        r"|\b(?:worr\w+|concern\w*|problem|risk\w*|afraid|doubt|unless|surprise|fail\w*|lost|vanish\w*|broke\w*|missing|ceiling|over budget|expensive|cheaper|hidden|headache|against|refuse|hate|trouble|wrong|the trouble is)\b"
        r"|\bI'd like \w+ \w+ to come down\b|\bI'm out\b|^No[.,]",
    ),
    _signal(
        "wishes and requests",
        r"\b(?:wants?|wanted|needs?|needed|ask(?:ed|s|ing)? for|requests?|requested|wish\w*|requirements?|require\w*|looking for)\b",
        r"\b(?:need|want|would like|I'd like|we'd like|wish|have to|has to|must|looking for|require\w*|could you|can you|would you|please)\b",
    ),
    _signal(
        "praise",
        r"\b(?:lik(?:e|ed)|prais\w+|lov(?:e|ed)|positive|happy with|pleased|excited|impressed|good feedback|enjoy\w*)\b",
        r"\b(?:love|great|I like|we like|liked|happy|pleased|impressed|excellent|brilliant|works well|better than|believing it|that's good|wonderful|delighted)\b",
    ),
)


def signal(question: str) -> Signal | None:
    """Return the kind of statement that the question is after, if it says one."""
    return next((kind for kind in SIGNALS if kind.asked.search(question)), None)
