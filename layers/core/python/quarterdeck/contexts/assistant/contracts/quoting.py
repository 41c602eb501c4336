"""Verbatim quotes by evidence id: how outputs carry them, and where in a turn each one stands."""

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.contexts.assistant.model import Citation, Claim, Evidence
from quarterdeck.contexts.meetings.sentences import sentences

_TYPOGRAPHY = str.maketrans("’‘“”\u00a0–—", "''\"\" --")
_AROUND = " \t\n\"'“”‘’…"


class Strict(BaseModel):
    """A part of an output: no field beyond those named, none left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(Strict):
    """Words of one piece of evidence."""

    evidence: str = Field(description="The id of the evidence, such as e3")
    quote: str = Field(description="Words copied verbatim from that evidence")


class Statement(Strict):
    """A sentence of the answer and the quotes that support it."""

    text: str = Field(description="One sentence of the answer")
    quotes: list[Quoted] = Field(description="The quotes that support the sentence; at least one")


def said(speaker: str, words: str) -> str:
    """Return the words as what the speaker said."""
    return f'{speaker}: "{words}"'


def claim(
    text: str, quotes: Iterable[Quoted], evidence: Iterable[Evidence], part: str = "", *, topic: str = ""
) -> Claim:
    """Return the claim, under its topic if it has one, with each quote located in its evidence.

    If any quote isn't there the claim has no citation at all, so that verification drops it.
    """
    by_id = {piece.id: piece for piece in evidence}
    found = [locate(quoted.quote, by_id.get(quoted.evidence)) for quoted in quotes]
    citations = tuple(citation for citation in found if citation)
    standing = citations if len(citations) == len(found) else ()
    return Claim(text.strip(), standing, part, topic.strip())


def locate(quote: str, piece: Evidence | None) -> Citation | None:
    """Return where the quote stands in the turn, or None if it doesn't; of several places, where it is a sentence.

    Straight and curly quotes, dashes and no-break spaces count as equal, and marks around the quote don't count;
    the citation has the turn's own characters.
    """
    text = piece.text.translate(_TYPOGRAPHY) if piece else ""
    exact, bare = quote.strip().translate(_TYPOGRAPHY), quote.strip(_AROUND).translate(_TYPOGRAPHY)
    wanted = exact if exact in text else bare
    if piece is None or not wanted or wanted not in text:
        return None
    at = _place(wanted, text)
    words, start = piece.text[at : at + len(wanted)], piece.start + at
    end = start + len(words)
    return Citation(piece.document, piece.turn, piece.speaker, start, end, words, piece.source)


def _place(wanted: str, text: str) -> int:
    places = [match.start() for match in re.finditer(re.escape(wanted), text)]
    if len(places) == 1:
        return places[0]
    whole = set(sentences(text))
    apart = [
        at
        for at in places
        if not re.search(r"\w\Z", text[:at]) and not re.match(r"\w", text[at + len(wanted) :])
    ]
    return next((at for at in places if (at, at + len(wanted)) in whole), (apart or places)[0])
