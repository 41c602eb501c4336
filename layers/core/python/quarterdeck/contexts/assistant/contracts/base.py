"""What every contract states: the evidence it needs, its output model, its prompt, its extractive fallback, its claims.

Adding a contract is described in docs/extend.md.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from msgspec import Struct, field
from pydantic import BaseModel

from quarterdeck.contexts.assistant.brief import Brief, MadeFile, Meetings
from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent, Table
from quarterdeck.contexts.assistant.products import Shelf
from quarterdeck.contexts.knowledge.model import Record, TableName
from quarterdeck.contexts.meetings.model import Artifacts, Meeting, MeetingQuestions, Transcript
from quarterdeck.kernel.money import NanoUsd
from quarterdeck.services.llm.model import Message, Tier, Usage
from quarterdeck.services.search.model import Hit
from quarterdeck.services.web.model import Findings

Output = TypeVar("Output", bound=BaseModel)


class Library(Protocol):
    """All that a contract may read. Every call is recorded, so that a replay reads the same."""

    def meetings(self) -> list[Meeting]:
        """Return the meetings that can be asked about, latest first."""
        ...

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        """Return the passages of these meetings that are nearest to the text, best first."""
        ...

    def transcript(self, meeting_id: str) -> Transcript | None:
        """Return all that was said; None where the meeting was deleted meanwhile."""
        ...

    def artifacts(self, meeting_id: str) -> Artifacts | None:
        """Return what ingest drew from the meeting; None where it was deleted meanwhile."""
        ...

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        """Return what customers asked in each of these meetings, in this order, without those deleted meanwhile."""
        ...

    def products(self, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()) -> Shelf:
        """Return the product records that the text is most about, best first; of ``product`` if it names none."""
        ...

    def research(self, text: str) -> Findings:
        """Return what the web says about the text, or why it can't be searched."""
        ...


class Needs(StrEnum):
    """Which meetings a question of a contract's kind is about."""

    ONE_MEETING = "one meeting"
    MEETINGS = "meetings"
    A_MEETING_IF_NAMED = "a meeting if one is named"
    NO_MEETING = "no meeting"


class Frame(Struct, frozen=True):
    """A text that rests on no source: ``body`` is of the asker's own words, as ``given``, and code knows the rest."""

    before: str = ""
    body: str = ""
    after: str = ""
    given: str = ""


class Gathered(Struct, frozen=True):
    """What an answer may rest on. ``missing`` says what to tell the asker if nothing in it answers.

    ``meetings`` are those that the evidence is from, where the brief doesn't name them; ``looked_at`` is how many
    were looked at, without the ``gone`` ones that were deleted meanwhile; ``questions`` are what customers asked in
    them. ``names`` may be used by any claim, whatever it quotes: our products, the asker. ``snapshot`` is the version
    of the product knowledge that was read, ``records`` those of it that the evidence is from, and ``topic`` the
    question without the names of products. ``unclear`` asks back, where it isn't clear what is meant: then nothing is
    answered. ``frame`` is what is shown where nothing is cited. ``usage`` and ``cost`` are what gathering took of
    others' models.
    """

    evidence: tuple[Evidence, ...]
    missing: str
    hits: tuple[Hit, ...] = ()
    artifacts: Artifacts | None = None
    meetings: Meetings = ()
    looked_at: int = 0
    gone: int = 0
    questions: tuple[MeetingQuestions, ...] = ()
    names: tuple[str, ...] = ()
    snapshot: str = ""
    records: tuple[Record, ...] = ()
    topic: str = ""
    unclear: str = ""
    trouble: str = ""
    usage: Usage = Usage()
    cost: NanoUsd = NanoUsd(0)
    frame: Frame = field(default_factory=Frame)


class Contract(Struct, Generic[Output], frozen=True):
    """A typed, versioned unit of work that answers a question.

    ``gather`` reads the library; all else is pure. A model gets ``prompt`` and returns ``output``; without one,
    ``extract`` makes the output of the evidence's own sentences. ``claims`` locates each quote in its evidence, and
    what verification leaves of them is shown as ``render`` writes it, perhaps with a ``table`` and ``files``.
    ``topical`` tells that a question of this kind has a topic, by which the meeting can be found where none is named.
    ``before`` names the contracts that answer first in its chain. ``help`` says to people what it can be asked.
    """

    name: str
    version: str
    intent: Intent
    output: type[Output]
    gather: Callable[[Brief, Library], Gathered]
    prompt: Callable[[Brief, Gathered], list[Message]]
    extract: Callable[[Brief, Gathered], Output]
    claims: Callable[[Output, Gathered], Draft]
    render: Callable[[Brief, Gathered, Sequence[Claim]], str]
    needs: Needs = Needs.ONE_MEETING
    topical: bool = False
    before: tuple[str, ...] = ()
    tier: Tier = Tier.LARGE
    table: Callable[[Brief, Gathered, Sequence[Claim]], Table | None] | None = None
    files: Callable[[Brief, Gathered, Sequence[Claim]], list[MadeFile]] | None = None
    help: str = ""
