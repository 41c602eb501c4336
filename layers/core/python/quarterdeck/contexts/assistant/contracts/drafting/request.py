"""What is asked to be written, going back over "make it shorter" to what it is about."""

import re

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Brief
from quarterdeck.contexts.assistant.model import Intent

_REVISION = re.compile(
    r"^\W*(?:(?:please|now|and|ok(?:ay)?|can you|could you),? )*(?:"
    r"(?:make|keep|turn|rewrite|rephrase|shorten|change|reword|redo) "
    r"(?:it|this|that|the (?:mail|email|e-mail|message|reply|draft|text))\b(?!:)"
    r"|(?:a (?:bit|little) |much |even )?"
    r"(?:shorter|longer|more (?:formal|casual|friendly|polite)|less formal|friendlier)\b)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:short(?:er|en)?|brief(?:er)?|concise|in (?:one|two|three|a few) (?:lines?|sentences?)|quick)\b",
    re.IGNORECASE,
)
_FORMAL = re.compile(r"(?<!less )\b(?:formal|polite|official|professional)\b", re.IGNORECASE)
_CASUAL = re.compile(r"\b(?:casual|informal|less formal|friendl(?:y|ier)|relaxed)\b", re.IGNORECASE)


_WHOLE = re.compile(
    r"\b(?:follow(?:ing)?[- ]?up|recap|summar\w+|next steps?|action items?|minutes"
    r"|after (?:the|our|yesterday|today|last)|from (?:the|our|yesterday|today|last)"
    r"|what we (?:agreed|discussed|decided)|commitments?)\b",
    re.IGNORECASE,
)


class Request(Struct, frozen=True):
    """What to write: the question that says it, how, and the earlier draft if it is to be changed."""

    text: str
    short: bool
    formal: bool
    before: str = ""

    @property
    def given(self) -> str:
        """All that the asker gave."""
        return f"{self.text}\n{self.before}"

    @property
    def whole(self) -> bool:
        """Whether it is to sum up a meeting, not only to say something."""
        return bool(_WHOLE.search(self.text))


def request(brief: Brief) -> Request:
    """Return what is asked for; of several wishes for its tone the last one counts."""
    asked = [brief.question.text]
    before = ""
    for exchange in reversed(brief.conversation):
        if not is_revision(asked[-1]) or exchange.intent is not Intent.GENERAL_HELP:
            break
        before = before or exchange.answer
        asked.append(exchange.question)
    tones = [text for text in asked if _FORMAL.search(text) or _CASUAL.search(text)]
    return Request(
        text=asked[-1],
        short=any(_SHORT.search(text) for text in asked),
        formal=bool(tones and not _CASUAL.search(tones[0])),
        before=before,
    )


def is_revision(text: str) -> bool:
    """Tell whether this only asks for another version of what was written before."""
    return bool(_REVISION.search(text))
