"""What the readers find, piece by piece, and how pieces become turns."""

import re
from collections.abc import Iterable

from msgspec import Struct

from quarterdeck.contexts.meetings.model import Turn
from quarterdeck.kernel.errors import InvalidInput, TooLarge

MAX_TURNS = 20_000
MAX_CHARS = 50_000
"""The most characters of one turn: about an hour of one voice."""
UNKNOWN = "Unknown speaker"
"""Who speaks before the first one who is named."""

_LABEL = re.compile(r"\s*(?P<name>[^\W_][^:<>{}\n]{0,59}?)\s*:(?:\s+|$)")
_PARTICLE = re.compile(r"de|del|der|den|van|von|la|le|da|di|dos|du|bin|al|el|and|of|[&+]")
_HEADING = re.compile(
    r"title|date|time|participants?|attendees?|duration|location|subject|agenda|topic|notes?|example|meeting|"
    r"recording|transcript|summary|re|ps|warning|important|question|answer|step|option|result",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:speaker|agent|customer|caller|client|host|guest|rep|user|interviewer)[ _-]?\w{0,3}")
_NOT_IN_NAMES = re.compile(r"[!?,;]|\w{3,}\.(?:\s|$)")
_MOST_WORDS = 6


class Piece(Struct, frozen=True):
    """Some words at one place of the upload (``Line 12``, ``Cue 3``); ``speaker`` is None if it isn't said.

    ``joins`` tells that the piece goes on with the last one's turn if the speaker is the same.
    """

    place: str
    speaker: str | None
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    joins: bool = False


def labelled(text: str) -> tuple[str | None, str]:
    """Split ``Name: words`` into name and words; the name is None where the text begins with no name."""
    match = _LABEL.match(text)
    if match is None or not is_name(match["name"]):
        return None, text
    return match["name"], text[match.end() :]


def is_name(label: str) -> bool:
    """Tell whether the words before a colon can name a speaker: each begins like one, none is a heading."""
    words = label.split()
    if len(words) > _MOST_WORDS or _HEADING.fullmatch(label) or _NOT_IN_NAMES.search(label):
        return False
    if _ROLE.fullmatch(label):
        return True
    return all(not word[0].islower() or _PARTICLE.fullmatch(word) for word in words)


def turns(pieces: Iterable[Piece]) -> tuple[Turn, ...]:
    """Return the turns that the pieces make; pieces without words are left out.

    Raises:
        InvalidInput: no words at all, or no speaker anywhere.
        TooLarge: over ``MAX_TURNS``, or a turn over ``MAX_CHARS``.
    """
    made: list[Turn] = []
    named = False
    for piece in pieces:
        named = named or piece.speaker is not None
        if piece.text.strip():
            _add(made, piece)
    if not made:
        raise InvalidInput("The transcript has no spoken words. Upload one with at least one spoken turn.")
    if not named:
        raise InvalidInput(
            "No speaker is named anywhere. Begin what each one says with 'Name:' or a voice tag."
        )
    return tuple(made)


def _add(made: list[Turn], piece: Piece) -> None:
    text = piece.text.strip()
    if len(text) > MAX_CHARS:
        raise TooLarge(
            f"{piece.place} has {len(text):,} characters; at most {MAX_CHARS:,} are read. Split it."
        )
    speaker = piece.speaker or (made[-1].speaker if made else UNKNOWN)
    if made and piece.joins and made[-1].speaker == speaker and len(made[-1].text) + len(text) < MAX_CHARS:
        last = made.pop()
        made.append(Turn(last.index, speaker, f"{last.text} {text}", last.start_ms, piece.end_ms))
    elif len(made) == MAX_TURNS:
        raise TooLarge(f"There are more turns than the {MAX_TURNS:,} that are read. Split the transcript.")
    else:
        made.append(Turn(len(made), speaker, text, piece.start_ms, piece.end_ms))
