"""What every contract states: the evidence it needs, its output model, its prompt, its extractive fallback, its claims.

Adding a contract is described in docs/extend.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from pydantic import BaseModel

from quarterdeck.contexts.assistant.model import Claim, Draft, Evidence, Intent, Question
from quarterdeck.contexts.meetings.model import Artifacts, Meeting, Transcript
from quarterdeck.services.llm.model import Message
from quarterdeck.services.search.model import Hit

Output = TypeVar("Output", bound=BaseModel)
Meetings: TypeAlias = tuple[Meeting, ...]


class Library(Protocol):
    """All that a contract may read. Every call is recorded, so that a replay reads the same."""

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        """Return the passages of these meetings that are nearest to the text, best first."""
        ...

    def transcript(self, meeting_id: str) -> Transcript:
        """Return all that was said."""
        ...

    def artifacts(self, meeting_id: str) -> Artifacts:
        """Return what ingest drew from the meeting."""
        ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an answer may rest on. ``missing`` says what to tell the asker if nothing in it answers."""

    evidence: tuple[Evidence, ...]
    missing: str
    hits: tuple[Hit, ...] = ()
    artifacts: Artifacts | None = None


@dataclass(frozen=True, slots=True)
class Contract(Generic[Output]):
    """A typed, versioned unit of work that answers a question.

    ``gather`` reads the library; all else is pure. A model gets ``prompt`` and returns ``output``; without one,
    ``extract`` makes the output of the evidence's own sentences. ``claims`` locates each quote in its evidence, and
    what verification leaves of them is shown as ``render`` writes it. ``topical`` tells that a question of this
    kind has a topic, by which the meeting can be found where none is named.
    """

    name: str
    version: str
    intent: Intent
    output: type[Output]
    gather: Callable[[Question, Meetings, Library], Gathered]
    prompt: Callable[[Question, Meetings, Gathered], list[Message]]
    extract: Callable[[Question, Meetings, Gathered], Output]
    claims: Callable[[Output, Gathered], Draft]
    render: Callable[[Question, Meetings, Sequence[Claim]], str]
    topical: bool = False
