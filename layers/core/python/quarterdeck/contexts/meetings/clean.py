"""Makes what was said readable without changing a word: tags of transcribers and odd white space go."""

import re
import unicodedata
from collections.abc import Iterable

from msgspec.structs import replace

from quarterdeck.contexts.meetings.model import Turn

_NOISE = (
    r"inaudible|unintelligible|indiscernible|cross ?talk|overlapping|background noise|noise|silence|pause|"
    r"music|applause|laughter|laughs|laughing|chuckles|coughs?|sighs|no audio|blank_audio|sound|beep"
)
_MARKUP = re.compile(
    r"(?P<markup></?(?:[bicuvp]|lang|ruby|rt|font|br|em|strong|span)(?:[.\s][^<>]{0,100})?/?>|<[\d:.]{5,15}>)"
    rf"|\{{[a-z]{{2,20}}\}}|[\[(](?:{_NOISE})(?: [\d:.]+)?[\])]",
    re.IGNORECASE,
)
_NESTING = 8
_BRACKETS = str.maketrans("", "", "<>{}[]()")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def clean(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return the turns that say something, their text and speakers tidied, numbered anew from zero.

    Takes out transcribers' tags (``{vocalsound}``, ``[inaudible]``, ``<i>``) and invisible characters, makes
    each run of white space one space, and composes accents (NFC). The words stay as they are. Cleaning twice
    changes nothing.
    """
    tidied = (replace(turn, speaker=_tidy(turn.speaker), text=_tidy(_unmarked(turn.text))) for turn in turns)
    spoken = [turn for turn in tidied if any(map(str.isalnum, turn.text))]
    return tuple(replace(turn, index=index) for index, turn in enumerate(spoken))


def _tidy(text: str) -> str:
    visible = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def _unmarked(text: str) -> str:
    """Return the text without markup; what is nested deeper than any transcript loses its brackets."""
    text = _tidy(text)
    for _ in range(_NESTING):
        stripped = _tidy(_MARKUP.sub(lambda match: "" if match["markup"] else " ", text))
        if stripped == text:
            return text
        text = stripped
    return text.translate(_BRACKETS)
