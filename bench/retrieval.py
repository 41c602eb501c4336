"""Asks the service every question of a corpus, and the peers too, and keeps what came back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from summa.summarizer import summarize

from bench.bm25 import Bm25
from bench.corpus import Corpus, Meeting, Query
from bench.measures import rank, verbatim
from bench.service import Service, Timed

EVIDENCE = 10
MEETINGS = 5
_UPLOADS_AT_ONCE = 2

Progress = Callable[[Sequence[Any], str], Iterator[Any]]
"""Yields the items and shows how far it is."""


@dataclass(slots=True)
class Outcome:
    """Raw results of one way to answer: ranks of the first right result, and the summaries."""

    evidence: list[int | None] = field(default_factory=list)
    meetings: list[int | None] = field(default_factory=list)
    summaries: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Results:
    """Everything that a report is made of; times in seconds."""

    ours: Outcome = field(default_factory=Outcome)
    peer: Outcome = field(default_factory=Outcome)
    verbatim: list[bool] = field(default_factory=list)
    ingests: list[float] = field(default_factory=list)
    questions: list[float] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One measurement of a service on a corpus."""

    service: Service
    corpus: Corpus
    progress: Progress

    def run(self) -> Results:
        """Ingest the corpus, ask all that it asks, and compare with the peers."""
        results = Results()
        ids = self._ingest(results)
        titles = {service_id: self.corpus.meetings[name] for name, service_id in ids.items()}
        everything = Bm25(self.corpus.meetings.values())
        single = {name: Bm25([meeting]) for name, meeting in self.corpus.meetings.items()}
        for query in self.progress(self.corpus.specific, "Specific questions"):
            meeting = self.corpus.meetings[query.meeting]
            self._ask_of_meeting(query, ids[query.meeting], titles, results)
            self._ask_of_all(query, titles, results)
            windows = single[query.meeting].windows(query.text, EVIDENCE)
            places = [(window.first, window.last) for window in windows]
            results.peer.evidence.append(_evidence_rank(query, meeting, places))
            results.peer.meetings.append(_meeting_rank(query, everything.meetings(query.text, MEETINGS)))
        for query in self.progress(self.corpus.general, "Summaries"):
            self._summarize(query, ids[query.meeting], titles, results)
        return results

    def _ingest(self, results: Results) -> dict[str, str]:
        """Upload all meetings and return the service's id of each."""
        meetings = list(self.corpus.meetings.values())
        ids = {}
        with ThreadPoolExecutor(_UPLOADS_AT_ONCE) as pool:
            done = pool.map(self.service.ingest, meetings, range(len(meetings)))
            for meeting, timed in zip(self.progress(meetings, "Meetings"), done, strict=True):
                ids[meeting.id] = timed.body["meeting_id"]
                results.ingests.append(timed.seconds)
        return ids

    def _ask_of_meeting(
        self, query: Query, meeting_id: str, titles: dict[str, Meeting], results: Results
    ) -> None:
        timed = self._asked(query, meeting_id, titles, results)
        results.ours.evidence.append(_evidence_rank(query, titles[meeting_id], _shown(timed.body)[:EVIDENCE]))

    def _ask_of_all(self, query: Query, titles: dict[str, Meeting], results: Results) -> None:
        timed = self._asked(query, None, titles, results)
        ranked = [titles[candidate["meeting_id"]].id for candidate in timed.body["candidates"][:MEETINGS]]
        results.ours.meetings.append(_meeting_rank(query, ranked))

    def _summarize(self, query: Query, meeting_id: str, titles: dict[str, Meeting], results: Results) -> None:
        timed = self._asked(query, meeting_id, titles, results)
        answer = timed.body["answer"]
        results.ours.summaries.append(answer)
        results.peer.summaries.append(summarize(titles[meeting_id].text, words=len(answer.split())))
        results.references.append(query.answer)

    def _asked(
        self, query: Query, meeting_id: str | None, titles: dict[str, Meeting], results: Results
    ) -> Timed:
        timed = self.service.ask(query.text, meeting_id)
        results.questions.append(timed.seconds)
        results.verbatim += verbatim(timed.body, titles)
        return timed


def _shown(body: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return the turns that were retrieved, or cited where the answer is made of what a meeting is known for."""
    retrieved = [(place["first_turn"], place["last_turn"]) for place in body["evidence"]]
    cited = [(each["turn"], each["turn"]) for claim in body["claims"] for each in claim["citations"]]
    return retrieved or cited


def _evidence_rank(query: Query, meeting: Meeting, places: list[tuple[int, int]]) -> int | None:
    return rank(places, lambda place: query.is_met_by(meeting, *place))


def _meeting_rank(query: Query, ranked: list[str]) -> int | None:
    return rank(ranked, lambda name: name == query.meeting)
