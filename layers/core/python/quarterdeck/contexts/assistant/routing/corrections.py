"""Messages by which users say that their question was taken for something else."""

import re

_PHRASES = (
    r"\b(?:not|isn.?t|wasn.?t|never) (?:\w+ )?what i (?:\w+ )?(?:meant|mean|asked|wanted|want|said)\b",
    r"(?<!what )\bi (?:meant(?! to\b)|was asking|asked (?:for|about|you))\b",
    r"\bi did ?n.?t (?:ask(?! (?:them|him|her)\b)|mean|want)\b",
    r"\byou (?:mis(?:understood|read|took)|got (?:that|it|me) wrong|did ?n.?t (?:get|understand))\b",
    r"\b(?:wrong|not the) (?:answer|question|thing|kind|meeting)\b|\bmisunderst(?:ood|anding)\b",
    r"^\W*(?:no|nope|wrong),? (?:i mean|that.?s wrong)\b",
)
_ASKS = re.compile(r"^\W*(?:what|who|which|when|where|how|did|do|does)\b", re.IGNORECASE)
_MEANT = re.compile("|".join(_PHRASES), re.IGNORECASE)
_LONGEST = 25
"""In words: a longer message is a question of its own, whatever it says about the last one."""


def is_correction(text: str) -> bool:
    """Tell whether the message says that the last answer was not what was asked for."""
    short = len(text.split()) <= _LONGEST and not _ASKS.match(text)
    return short and _MEANT.search(text) is not None
