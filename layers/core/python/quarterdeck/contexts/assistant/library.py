"""The live sources of answers: the meetings context, the search service and the conversation so far."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct

from quarterdeck.contexts.assistant import store
from quarterdeck.contexts.assistant.model import Exchange
from quarterdeck.contexts.assistant.products import Shelf, Shelves
from quarterdeck.contexts.identity import people
from quarterdeck.contexts.identity.model import Person
from quarterdeck.contexts.knowledge.model import TableName
from quarterdeck.contexts.meetings import catalog
from quarterdeck.contexts.meetings.archive import Archive
from quarterdeck.contexts.meetings.model import Artifacts, Meeting, MeetingQuestions, Transcript
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.observability import logger
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.kernel.threads import side_by_side
from quarterdeck.services.llm.model import Outcome
from quarterdeck.services.llm.provider import ProviderFailed
from quarterdeck.services.search.model import DocumentHit, Hit
from quarterdeck.services.search.retrieve import Retriever
from quarterdeck.services.web.model import Findings, WebResearch

RESEARCH_SECONDS = 9
NO_KEY = "no key for web search is configured"
BROKE_OFF = "the web search broke off"
_FAILURES = {
    Outcome.TIMEOUT: "the web search took too long",
    Outcome.UNREACHABLE: "the web search could not be reached",
    Outcome.REJECTED: "the web search refused",
    Outcome.MALFORMED: "the web search gave a reply that can't be read",
}

AT_A_TIME = 10
"""How many files are read at once: the connections that a client keeps."""


class LiveSources(Struct, frozen=True):
    """One tenant's sources, each opened by the first question that needs it; without a key there is no web."""

    tenant: TenantId
    archive: Archive
    retriever: Callable[[], Retriever]
    shelves: Callable[[], Shelves]
    web: Callable[[], WebResearch | None]

    def person(self, subject: str) -> Person:
        return people.person(self.tenant, subject)

    def meetings(self) -> list[Meeting]:
        return catalog.completed(self.tenant)

    def aliases(self) -> dict[str, list[str]]:
        return catalog.aliases(self.tenant)

    def product_names(self) -> list[str]:
        return self.shelves().product_names(self.tenant)

    def exchanges(self, conversation_id: str) -> list[Exchange]:
        return store.exchanges(self.tenant, conversation_id)

    def documents(self, text: str, meeting_ids: Sequence[str] | None, limit: int) -> list[DocumentHit]:
        among = None if meeting_ids is None else frozenset(meeting_ids)
        return self.retriever().documents(self.tenant, text, among, limit)

    def passages(self, text: str, meeting_ids: Sequence[str], limit: int) -> list[Hit]:
        return self.retriever().passages(self.tenant, text, frozenset(meeting_ids), limit)

    def transcript(self, meeting_id: str) -> Transcript | None:
        with suppress(NotFound):
            return self.archive.transcript(self.tenant, meeting_id)
        return None

    def artifacts(self, meeting_id: str) -> Artifacts | None:
        with suppress(NotFound):
            return self.archive.artifacts(self.tenant, meeting_id)
        return None

    def products(self, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()) -> Shelf:
        return self.shelves().find(self.tenant, text, limit, product, prefer)

    def research(self, text: str) -> Findings:
        web = self.web()
        if web is None:
            return Findings(trouble=NO_KEY)
        try:
            return web.research(text, RESEARCH_SECONDS)
        except ProviderFailed as failure:
            logger.warning("web search failed", extra={"reason": failure.detail})
            return Findings(trouble=_FAILURES.get(failure.outcome, BROKE_OFF))

    def questions(self, meeting_ids: Sequence[str]) -> list[MeetingQuestions]:
        """Read as many files at a time as there are connections, after the first, which makes the client."""
        first = [self._questions(each) for each in meeting_ids[:1]]
        read = [*first, *side_by_side(self._questions, meeting_ids[1:], AT_A_TIME)]
        return [each for each in read if each]

    def _questions(self, meeting_id: str) -> MeetingQuestions | None:
        artifacts = self.artifacts(meeting_id)
        return MeetingQuestions(meeting_id, artifacts.customer_questions) if artifacts else None
