"""What a contract is asked to answer, and the files that it may make."""

from typing import TypeAlias

from msgspec import Struct

from quarterdeck.contexts.assistant.model import Claim, Exchange, MeetingScope, Question
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.meetings.model import Meeting

Meetings: TypeAlias = tuple[Meeting, ...]


class Brief(Struct, frozen=True):
    """What a contract is asked to answer.

    ``meetings`` is the one meeting, or none; ``scope`` says which ones a question across several is about.
    ``earlier`` are the claims of the contracts that ran before it in the same chain; ``conversation`` has the last
    exchanges, oldest first. The question's ``as_of`` is in the asker's time zone.
    """

    question: Question
    meetings: Meetings = ()
    scope: MeetingScope = MeetingScope()
    asker: Person = Person()
    earlier: tuple[Claim, ...] = ()
    conversation: tuple[Exchange, ...] = ()


class MadeFile(Struct, frozen=True):
    """A file that a contract made for its answer."""

    name: str
    media_type: str
    content: bytes
