"""Everything outside that an answer depends on, and the same through a tape."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct, field

from quarterdeck.contexts.assistant.contracts.base import Library
from quarterdeck.contexts.assistant.model import Exchange
from quarterdeck.contexts.assistant.products import Shelf
from quarterdeck.contexts.assistant.tape import Tape
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.meetings.model import Artifacts, Meeting, MeetingQuestions, Transcript
from quarterdeck.services.search.model import DocumentHit, Hit
from quarterdeck.services.web.model import Findings


class Sources(Library, Protocol):
    """What one tenant has and knows, as a question may need it: what contracts read, and what finds its meetings."""

    def person(self, subject: str) -> Person:
        """Return what is known of who asks."""
        ...

    def aliases(self) -> dict[str, list[str]]:
        """Return what companies are also called."""
        ...

    def product_names(self) -> list[str]:
        """Return what our products are called."""
        ...

    def exchanges(self, conversation_id: str) -> list[Exchange]:
        """Return the conversation's last exchanges, oldest first."""
        ...

    def documents(self, text: str, meeting_ids: Sequence[str] | None, limit: int) -> list[DocumentHit]:
        """Return the meetings that the text is most likely about, best first; None looks at all of them."""
        ...


class TapedSources(Struct, frozen=True):
    """Sources whose every answer goes onto the tape, or comes from it; what one stage reads again is kept for it."""

    live: Sources
    tape: Tape
    kept: dict[str, Any] = field(default_factory=dict)

    def person(self, subject: str) -> Person:
        return self.tape.call("person", subject, Person, lambda: self.live.person(subject))

    def meetings(self) -> list[Meeting]:
        meetings: list[Meeting] = self._once("meetings", list[Meeting], self.live.meetings)
        return meetings

    def aliases(self) -> dict[str, list[str]]:
        aliases: dict[str, list[str]] = self._once("aliases", dict[str, list[str]], self.live.aliases)
        return aliases

    def product_names(self) -> list[str]:
        return self.tape.call("product_names", None, list[str], self.live.product_names)

    def exchanges(self, conversation_id: str) -> list[Exchange]:
        return self.tape.call(
            "exchanges", conversation_id, list[Exchange], lambda: self.live.exchanges(conversation_id)
        )

    def documents(self, text: str, meeting_ids: Sequence[str] | None, limit: int) -> list[DocumentHit]:
        return self.tape.call(
            "documents",
            [text, meeting_ids, limit],
            list[DocumentHit],
            lambda: self.live.documents(text, meeting_ids, limit),
        )

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        return self.tape.call(
            "passages",
            [text, meeting_ids, limit],
            list[Hit],
            lambda: self.live.passages(text, meeting_ids, limit),
        )

    def transcript(self, meeting_id: str) -> Transcript | None:
        return self.tape.call(
            "transcript", meeting_id, Transcript | None, lambda: self.live.transcript(meeting_id)
        )

    def artifacts(self, meeting_id: str) -> Artifacts | None:
        return self.tape.call(
            "artifacts", meeting_id, Artifacts | None, lambda: self.live.artifacts(meeting_id)
        )

    def products(self, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()) -> Shelf:
        return self.tape.call(
            "products",
            [text, limit, product, list(prefer)],
            Shelf,
            lambda: self.live.products(text, limit, product, prefer),
        )

    def research(self, text: str) -> Findings:
        return self.tape.call("research", text, Findings, lambda: self.live.research(text))

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        return self.tape.call(
            "questions", meeting_ids, list[MeetingQuestions], lambda: self.live.questions(meeting_ids)
        )

    def _once(self, name: str, kind: Any, produce: Callable[[], Any]) -> Any:
        if name not in self.kept:
            self.kept[name] = self.tape.call(name, None, kind, produce)
        return self.kept[name]
