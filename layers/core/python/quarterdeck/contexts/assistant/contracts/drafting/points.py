"""What a request to write something says itself: its points as sentences, and the questions to be answered."""

import re
from collections.abc import Sequence

from quarterdeck.contexts.meetings.sentences import sentences

_WRITE = re.compile(
    r"^.*?\b(?:draft|write|compose|prepare|word|send|e-?mail|reply|respond|answer)\b(?:\s+(?:me|us|up))?"
    r"(?:\s+(?:an?|the|my|this|short|quick|brief|formal|polite|friendly|follow-?up))*"
    r"(?:\s+(?:e-?mail|mail|message|note|reply|response|answer|letter))?",
    re.IGNORECASE | re.DOTALL,
)
_TO = re.compile(
    r"^\W*(?:to|for) (?:the (?:customer|client|prospect|team)s?|him|her|them"
    r"|[A-Z][\w'’-]*(?: (?:and )?[A-Z][\w'’-]*)*)",
    re.DOTALL,
)
_FORMS = (
    (
        re.compile(r"\b(?:thank(?:ing)?)(?: (?:him|her|them|you))? for (?P<rest>.+)", re.IGNORECASE),
        "Thank you for {}.",
    ),
    (
        re.compile(
            r"\b(?:ask(?:ing)?|check(?:ing)?)(?: (?:him|her|them))?"
            r" (?P<rest>(?:if|whether|when|how|what|who|where|why|for|about)\b.+)",
            re.IGNORECASE,
        ),
        "I would like to ask {}.",
    ),
    (
        re.compile(
            r"\b(?:ask(?:ing)?|remind(?:ing)?)(?: (?:him|her|them|\w+))? to (?P<rest>.+)", re.IGNORECASE
        ),
        "Please {}.",
    ),
    (
        re.compile(
            r"\b(?:say(?:ing)?|tell(?:ing)?(?: (?:him|her|them))?|let(?:ting)? (?:him|her|them) know)?"
            r"\s*that (?P<rest>.+)",
            re.IGNORECASE,
        ),
        "{}.",
    ),
    (re.compile(r"^\W*to (?P<rest>(?!the\b|a\b)[a-z].+)"), "I would like to {}."),
    (
        re.compile(r"\b(?:about|regarding|concerning|on) (?P<rest>.+)", re.IGNORECASE),
        "I am writing about {}.",
    ),
)
_QUOTED = (
    re.compile(r"(?P<text>(?:^\s*>.*(?:\n|\Z))+)", re.MULTILINE),
    re.compile(r"[\"“](?P<text>[^\"”]{8,})[\"”]"),
)
_PASTED = (
    *_QUOTED,
    re.compile(r":\s*\n(?P<text>.+)", re.DOTALL),
    re.compile(r":\s+(?P<text>(?!they\b|he\b|she\b)\S.{15,})", re.DOTALL),
)
_QUESTION = r"(?:whether|if|when|how|what|who|where|why|which)"
_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|want(?:s|ed)? to know|wonder(?:s|ed|ing)?)\b(?: (?:us|me|again))?,? "
    rf"(?P<what>(?:{_QUESTION}|about|for)\b[^.?!\n]+)",
    re.IGNORECASE,
)
_NEXT = re.compile(rf",? and (?={_QUESTION}\b)", re.IGNORECASE)


_REFERS = re.compile(r"\b(?:it|its|that|this|they|them|those|these)\b", re.IGNORECASE)


def _questions(said: Sequence[str]) -> list[str]:
    """Return the questions, one that says "it" with the statement before it."""
    found = []
    for before, words in zip(["", *said], said, strict=False):
        if words.endswith("?"):
            alone = not _REFERS.search(words) or not before or before.endswith("?")
            found.append(words if alone else f"{before} {words}")
    return found


_ABOUT = re.compile(
    r"\b(?:(?:about|regarding|concerning) (?:the |our |their |your )?|on (?:the|our|their|your) )"
    r"(?P<what>[^.,;:?!\n]{3,60})"
)


def pasted(text: str) -> str:
    """Return what was pasted to be worked on: a quote block, quoted words, or what stands after a colon."""
    found = (match["text"] for pattern in _PASTED if (match := pattern.search(text)))
    return re.sub(r"^\s*> ?", "", next(found, ""), flags=re.MULTILINE).strip()


def own_points(text: str) -> str:
    """Return the request's own points as sentences; empty where it has none."""
    if given := pasted(text):
        return given
    rest = _TO.sub("", _WRITE.sub("", text, count=1).strip()).strip(" ,.")
    for form, sentence in _FORMS:
        if match := form.search(rest):
            parts = re.split(r",? and that |; ", match["rest"].strip(" .!"))
            return " ".join(_sentence(sentence.format(part.strip())) for part in parts)
    return ""


def to_answer(text: str) -> tuple[str, ...]:
    """Return what a reply has to answer, in the request's words: questions, else what a quoted message says."""
    given = pasted(text)
    asked = _questions([given[start:end] for start, end in sentences(given)])
    told = [] if asked else [match["what"].strip() for match in _ASKS.finditer(text)]
    return tuple(
        dict.fromkeys(asked or [part for each in told for part in _NEXT.split(each)] or _theirs(text))
    )


def _theirs(text: str) -> list[str]:
    """Return the sentences of a message that is quoted: what others wrote, and so nothing for the asker to say."""
    quoted = " ".join(match["text"] for pattern in _QUOTED if (match := pattern.search(text)))
    plain = re.sub(r"^\s*> ?", "", quoted, flags=re.MULTILINE)
    return [plain[start:end] for start, end in sentences(plain)]


def about(text: str) -> str:
    """Return what the request says it is about, for a subject; empty where it doesn't say."""
    match = _ABOUT.search(text)
    return match["what"].strip() if match else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
