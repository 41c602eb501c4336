"""Checks a draft against its evidence: a claim stands only if its quotes are there and say its figures and names."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Citation, Claim, Draft, Evidence, SourceKind
from quarterdeck.contexts.assistant.verification.names import foreign, grounded
from quarterdeck.contexts.assistant.verification.odd import odd, stems
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.contexts.meetings.sentences import sentences
from quarterdeck.services.language.denial import bears_denial, denies, denies_mainly
from quarterdeck.services.language.figures import figures

_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”')
_SPEECH = r"(?:said|says|asked|asks|told|tells|mentioned|mentions|explained|explains|added|noted|replied)"
_AFFIRMED = re.compile(r"\W*yes\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def verify(
    draft: Draft,
    evidence: Sequence[Evidence],
    meetings: Iterable[Meeting] = (),
    names: Iterable[str] = (),
    asked: str = "",
) -> tuple[tuple[Claim, ...], int]:
    """Return the claims that stand, and how many were dropped.

    A claim stands if it has a citation, every citation's words are in its evidence where it says, and the claim's
    figures, names and dates, the words it puts in quotation marks and the speakers it names are those of the cited
    words; it denies nothing unless they do, and affirms nothing that they deny. Its other words are ordinary English,
    or of the evidence or of what was ``asked``. So does its topic. The meetings say who took part, so that "Priya" may
    be written out, and for which company; ``names`` may be used by any claim.
    """
    records = tuple(meetings)
    speaking = {piece.speaker for piece in evidence if piece.source is SourceKind.MEETING}
    people = speaking | {p.name for m in records for p in m.participants}
    known = tuple(dict.fromkeys([*(meeting.company for meeting in records), *filter(None, names)]))
    heard = cache(lambda: stems([asked, *(piece.text for piece in evidence), *people, *known]))
    standing = tuple(
        claim
        for claim in draft.claims
        if all(
            _stands(part, evidence, people, known) and not odd(part.text, heard)
            for part in _with_topic(claim)
        )
    )
    return standing, len(draft.claims) - len(standing)


def _with_topic(claim: Claim) -> tuple[Claim, ...]:
    return (claim, replace(claim, text=claim.topic)) if claim.topic else (claim,)


def _stands(claim: Claim, evidence: Sequence[Evidence], people: set[str], known: Sequence[str]) -> bool:
    return (
        bool(claim.text.strip() and claim.citations)
        and all(any(_is_in(citation, piece) for piece in evidence) for citation in claim.citations)
        and _has_figures(claim, known)
        and _has_names(claim, people, known)
        and _has_words(claim)
        and bears_denial(_told(claim), _cited(claim))
        and not _affirms_what_is_denied(claim)
        and _has_speakers(claim, people)
    )


def _is_in(citation: Citation, piece: Evidence) -> bool:
    """Tell whether the citation is a verbatim part of the piece that cuts neither a word nor a figure."""
    start, end = citation.start - piece.start, citation.end - piece.start
    place = (piece.document, piece.turn, piece.speaker)
    if (citation.document, citation.turn, citation.speaker) != place or citation.source is not piece.source:
        return False
    if start < 0 or piece.text[start:end] != citation.quote or not re.search(r"\w", citation.quote):
        return False
    whole = not re.search(r"\w\Z", piece.text[:start]) or not re.match(r"\w", citation.quote)
    whole = whole and (not re.search(r"\w\Z", citation.quote) or not re.match(r"\w", piece.text[end:]))
    return whole and (figures(citation.quote) <= figures(piece.text) or _is_sentences(piece, start, end))


def _is_sentences(piece: Evidence, start: int, end: int) -> bool:
    """Tell whether these are whole sentences, which can't cut a figure whatever they seem to have."""
    bounds = sentences(piece.text)
    return start in {first for first, _ in bounds} and end in {last for _, last in bounds}


def _cited(claim: Claim) -> str:
    return "\n".join(citation.quote for citation in claim.citations)


def _told(claim: Claim) -> str:
    """Return the claim without the names of the records and pages it cites: "No lost keys" denies nothing, and
    "Ten-day buffer" states no figure.
    """
    text = claim.text
    for citation in claim.citations:
        text = text.replace(citation.speaker, " ") if citation.source is not SourceKind.MEETING else text
    return text


def _affirms_what_is_denied(claim: Claim) -> bool:
    """Tell whether a claim that denies nothing rests on nothing but denials.

    Speech is full of harmless ones ("No, sure, we can"), so that of a meeting only a plain yes is held to this.
    """
    spoken = any(citation.source is SourceKind.MEETING for citation in claim.citations)
    if denies(_told(claim)) or (spoken and not _AFFIRMED.match(claim.text)):
        return False
    quotes = [citation.quote for citation in claim.citations]
    return all(denies_mainly(quote[start:end]) for quote in quotes for start, end in sentences(quote))


def _has_figures(claim: Claim, known: Iterable[str]) -> bool:
    """Tell whether the claim's figures are cited; those in a known name ("Route 9 Freight") are none."""
    there, text = figures(_cited(claim)), _told(claim)
    for name in known:
        text = text.replace(name, " ") if _DIGIT.search(name) else text
    return all(any(figure.supports(stated) for figure in there) for stated in figures(text))


def _has_names(claim: Claim, people: set[str], known: Sequence[str]) -> bool:
    text = _cited(claim)
    allowed = grounded("\n".join([text, *known]), {c.speaker for c in claim.citations}, people)
    return not foreign(claim.text, allowed, people) and not set(_INVISIBLE.findall(claim.text)) - set(text)


def _has_words(claim: Claim) -> bool:
    """Tell whether what the claim puts in quotation marks is quoted word for word."""
    cited = [citation.quote for citation in claim.citations]
    inside = [first or second for first, second in _QUOTED.findall(claim.text)]
    return all(any(words in quote for quote in cited) for words in inside)


def _has_speakers(claim: Claim, people: set[str]) -> bool:
    """Tell whether those whom the claim itself has speak are the cited speakers."""
    told = _QUOTED.sub('""', claim.text)
    speakers = {citation.speaker for citation in claim.citations}
    parts = {part for speaker in speakers for part in (speaker, *speaker.split())}
    others = {part for person in people - speakers for part in (person, *person.split())} - parts
    named = "|".join(re.escape(name) for name in sorted(others, key=len, reverse=True))
    return not others or not re.search(rf'\b(?:{named})(?:: ["“]|,? {_SPEECH}\b)', told)
