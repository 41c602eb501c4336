"""What is stored about the companies that a question is about: what was said in the meetings with them."""

import re
from collections.abc import Iterable

from quarterdeck.contexts.assistant.brief import Brief, Meetings
from quarterdeck.contexts.assistant.contracts.base import Library
from quarterdeck.contexts.assistant.contracts.evidence import Piece, found
from quarterdeck.contexts.assistant.contracts.quoting import Quoted
from quarterdeck.contexts.assistant.model import Evidence
from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.meetings.model import Artifacts, Meeting, Quote
from quarterdeck.services.search.model import Span

MEETINGS, PASSAGES = 12, 8

WISH = re.compile(
    r"\b(?:need|want|worr\w*|problem|trouble|goal|must|have to|has to|lost|lose|concern\w*|afraid|budget|deadline"
    r"|require\w*|looking for|can['’]t|cannot|struggl\w*|would like|important|pain\w*|too \w+)\b",
    re.IGNORECASE,
)
"""How people say that they need, want or fear something."""

NO_WISH = re.compile(
    r"\b(?:(?:(?:s?he|it|they|you)(?:['’](?:ll|d)| will| would)?|if you) (?:want|need|have to|must)"
    r"|(?:won['’]t|don['’]t|doesn['’]t|wouldn['’]t) (?:need|have) to)\b",
    re.IGNORECASE,
)
"""How they say what somebody else wants, or what nobody has to do."""

TELLING = 2
"""How many words of its own a sentence must have to tell something apart from what was said around it."""


def is_telling(text: str) -> bool:
    """Tell whether the sentence says something by itself, unlike "I'm not sure"."""
    return len(set(terms(text))) >= TELLING


def is_wish(text: str) -> bool:
    """Tell whether the speaker says what they need, want or fear, and what that is."""
    return bool(WISH.search(text)) and not NO_WISH.search(text) and is_telling(text)


WISHES = "What do they need, want, worry about or have as a problem, a goal, a deadline or a budget?"
"""What to look for in what was said."""


def meetings_with(brief: Brief, library: Library) -> Meetings:
    """Return the latest meetings with the companies in scope, latest first; without any, the meeting that is named."""
    companies = set(brief.scope.companies)
    if not companies:
        return brief.meetings
    theirs = [meeting for meeting in library.meetings() if meeting.company in companies]
    return tuple(theirs[:MEETINGS])


def still_there(meetings: Meetings, library: Library) -> tuple[Meetings, Artifacts | None]:
    """Return the meetings from the first one on that was not deleted meanwhile, with what ingest drew from that."""
    for place, meeting in enumerate(meetings):
        artifacts = library.artifacts(meeting.id)
        if artifacts is not None:
            return meetings[place:], artifacts
    return (), None


def said_about(text: str, meetings: Meetings, library: Library) -> list[Piece]:
    """Return the passages of these meetings that are nearest to the text."""
    if not meetings:
        return []
    return found(library.passages(text, [meeting.id for meeting in meetings], PASSAGES))


def quotes_of(meeting: Meeting, quotes: Iterable[Quote]) -> list[Piece]:
    """Return these words of the meeting as evidence."""
    return [
        Piece(meeting.id, meeting.version or "", Span(q.turn, q.speaker, q.start, q.text)) for q in quotes
    ]


def quoted_in(meeting: Meeting, quote: Quote, evidence: Iterable[Evidence]) -> Quoted:
    """Return the meeting's quote by the id of the evidence that has it."""
    where = (
        piece.id
        for piece in evidence
        if (piece.document, piece.turn) == (meeting.id, quote.turn)
        and piece.start <= quote.start
        and quote.end <= piece.start + len(piece.text)
    )
    return Quoted(evidence=next(where, ""), quote=quote.text)


def wishes_in(talk: Iterable[Piece], meetings: Meetings) -> str:
    """Return what the customers' people say that they need or fear, as one text to look things up by."""
    customers = {name for meeting in meetings for name in meeting.customers()}
    theirs = (piece.span.text for piece in talk if piece.span.speaker in customers)
    return " ".join(text for text in theirs if is_wish(text))
