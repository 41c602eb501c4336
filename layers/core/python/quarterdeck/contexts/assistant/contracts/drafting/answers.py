"""What our own people answered before, to the same question or about the same."""

from collections.abc import Iterable

from quarterdeck.contexts.assistant.brief import Meetings
from quarterdeck.contexts.assistant.contracts.across.alike import nearest
from quarterdeck.contexts.assistant.contracts.across.topics import Topic
from quarterdeck.contexts.assistant.contracts.asked import asked
from quarterdeck.contexts.assistant.contracts.base import Gathered, Library
from quarterdeck.contexts.assistant.contracts.evidence import Piece, quote_piece, quoted
from quarterdeck.contexts.assistant.contracts.quoting import Quoted, Statement, said
from quarterdeck.contexts.assistant.contracts.select import select
from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.meetings.model import MeetingQuestions

MEETINGS = 100
"""In how many of the latest meetings the same question is looked for."""


def answered_before(
    points: Iterable[str], library: Library, meetings: Meetings
) -> tuple[tuple[MeetingQuestions, ...], Meetings]:
    """Return the customers' questions that ask what is to be answered now, and that our own people answered.

    With them come the meetings without those of which it turned out that they were deleted meanwhile.
    """
    wanted = tuple(points)
    if not wanted:
        return (), meetings
    vendors = {meeting.id: meeting.vendors() for meeting in meetings[:MEETINGS]}
    read = library.questions(list(vendors))
    gone = vendors.keys() - {each.meeting_id for each in read}
    every = {
        item: each.meeting_id
        for each in read
        for item in each.questions
        if item.answer and all(quote.speaker in vendors[each.meeting_id] for quote in item.answer)
    }
    near = dict.fromkeys(item for point in wanted if (item := nearest(point, every)))
    answered = tuple(MeetingQuestions(every[item], (item,)) for item in near)
    return answered, tuple(meeting for meeting in meetings if meeting.id not in gone)


def quote_pieces(answered: Iterable[MeetingQuestions], meetings: Meetings) -> list[Piece]:
    """Return the words of the answers as pieces of evidence."""
    versions = {meeting.id: meeting.version or "" for meeting in meetings}
    return [
        quote_piece(versions[each.meeting_id], each.meeting_id, quote)
        for each in answered
        for item in each.questions
        for quote in item.answer
    ]


def answers(point: str, gathered: Gathered) -> list[Statement]:
    """Return the words in which the same was answered before, else what our people said of it."""
    asked_in = {item: each.meeting_id for each in gathered.questions for item in each.questions}
    before = nearest(point, asked_in)
    if before is None:
        return _said_of(point, gathered)
    there = [piece for piece in gathered.evidence if piece.document == asked_in[before]]
    quotes = [quoted(quote, there) for quote in before.answer]
    told = said(before.answer[0].speaker, '" "'.join(quote.quote for quote in quotes))
    return [Statement(text=told, quotes=quotes)]


def _said_of(point: str, gathered: Gathered) -> list[Statement]:
    plain = " ".join(word for word in point.split() if not _is_titled(word, gathered.meetings))
    topic = Topic(point, tuple(dict.fromkeys(terms(plain))))
    chosen = select(asked(plain, gathered.meetings, ()), gathered.evidence, {}) if topic.terms else []
    return [
        Statement(
            text=said(sentence.piece.speaker, sentence.text),
            quotes=[Quoted(evidence=sentence.piece.id, quote=sentence.text)],
        )
        for sentence in chosen
        if topic.weight(sentence)
    ]


def _is_titled(word: str, meetings: Meetings) -> bool:
    """Tell a word that all of a meeting is about, such as the product's name: it can't tell an answer."""
    return word[:1].isupper() and any(word.strip("?.,'’\"") in meeting.title.split() for meeting in meetings)
