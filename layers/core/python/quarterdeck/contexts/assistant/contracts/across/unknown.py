"""Names that a question compares with a known one, and that no meeting has."""

import re

from quarterdeck.contexts.assistant.model import MeetingScope

_COMPARED = re.compile(
    r"\b(?:from|with|to|against|than|versus|vs\.?|and|compare|between) "
    r"(?P<name>[A-Z][\w&’'-]*[a-z][\w&’'-]*(?: (?:& )?[A-Z][\w&’'-]+)*)"
)
_COMPARES = re.compile(r"\b(?:compar\w+|differ\w*|versus|vs)\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|q[1-4])\b",
    re.IGNORECASE,
)


def unknown_names(text: str, scope: MeetingScope) -> tuple[str, ...]:
    """Return what stands as a name beside the company that the question compares, if no meeting has it."""
    if not scope.companies or not _COMPARES.search(text):
        return ()
    known = {word.casefold() for name in (*scope.companies, *scope.named) for word in name.split()}
    names = (match["name"] for match in _COMPARED.finditer(text))
    return tuple(
        name
        for name in names
        if not _CALENDAR.match(name) and known.isdisjoint(word.casefold() for word in name.split())
    )
