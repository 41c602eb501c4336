"""What a list of regular expressions catches: the phrases that such lists have, one expression each."""

import re

_PHRASES = (
    r"(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|all)\b.{0,30}\b(?:instructions?|prompts?|rules)",
    r"(?:reveal|show|print|repeat|output|tell me)\b.{0,20}\b(?:system prompt|your (?:initial )?instructions)",
    r"\byou are now (?:dan|an? unrestricted|in developer mode)\b",
    r"\bdo anything now\b|\bdeveloper mode\b|\bjailbreak\b",
    r"\bpretend (?:to be|you are)\b|\bact as (?:if|an? unrestricted)\b",
    r"<\|im_start\|>|\[INST\]|### ?(?:system|instruction)",
    r"\b(?:reveal|give|tell|show)\b.{0,20}\b(?:password|secret key|api key)\b",
)
_ANY = re.compile("|".join(_PHRASES), re.IGNORECASE)


def matches(text: str) -> bool:
    """Tell whether one of the phrases is in the text as it stands."""
    return _ANY.search(text) is not None
