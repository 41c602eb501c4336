"""What a text denies, and what it only promises for later."""

import re

NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
_LACK = re.compile(
    r"\b(?:unsupported|unavailable|lack(?:s|ing)?|exclud(?:es?|ed|ing)|unable|impossible|discontinued|retired|withdrawn)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:planned|road ?map|in development|in the works|coming (?:in|soon|with|by)|scheduled for|not yet|upcoming"
    r"|will (?:be|come|follow|support|add|arrive|ship))\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?<!-)\b(?:only|except|unless|up to|at most|limited|requires?|add-?on|optional|(?<!no )extra|beta|as long as)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<=\w)\s(?:that|which|who|whom|where|without)\b.*", re.IGNORECASE | re.DOTALL)
_NOT_YET = re.compile(r"\bnot yet\b", re.IGNORECASE)


def denies(text: str) -> bool:
    """Tell whether something in the text is said not to be so."""
    return bool(NEGATION.search(text) or _LACK.search(text))


def denies_mainly(sentence: str) -> bool:
    """Tell whether the sentence itself denies something, not only what it says of a thing in passing."""
    return denies(_ASIDE.sub("", sentence))


def lacks(text: str) -> bool:
    """Tell whether a word of the text says by itself that something isn't there: unavailable, excluded..."""
    return bool(_LACK.search(text))


def postpones(text: str) -> bool:
    """Tell whether something in the text is said to come only later."""
    return bool(_LATER.search(text))


def limits(text: str) -> bool:
    """Tell whether something in the text holds under a condition."""
    return bool(_LIMIT.search(text))


def bears_denial(claim: str, cited: str) -> bool:
    """Tell whether the cited words bear what the claim denies: they deny too, or put off what is "not yet"."""
    stated = _NOT_YET.sub(" ", claim) if postpones(cited) else claim
    return not NEGATION.search(stated) or denies(cited)
