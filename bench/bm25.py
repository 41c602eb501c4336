"""The peer in retrieval: plain BM25 over windows of 120 words, by the library bm25s with its defaults."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import bm25s

from bench.corpus import Meeting

WINDOW_WORDS = 120
_WINDOWS_FOR_MEETINGS = 200


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive words of one meeting, and the turns that they come from."""

    meeting: str
    first: int
    last: int
    text: str


class Bm25:
    """Ranks the windows of some meetings."""

    def __init__(self, meetings: Iterable[Meeting]) -> None:
        self._windows = [window for meeting in meetings for window in _windows(meeting)]
        self._ranker = bm25s.BM25()
        self._ranker.index(_tokens([window.text for window in self._windows]), show_progress=False)

    def windows(self, question: str, limit: int) -> list[Window]:
        """Return the windows that match best."""
        found, _ = self._ranker.retrieve(
            _tokens([question]), k=min(limit, len(self._windows)), show_progress=False
        )
        return [self._windows[number] for number in found[0]]

    def meetings(self, question: str, limit: int) -> list[str]:
        """Return the meetings with the windows that match best."""
        found = self.windows(question, _WINDOWS_FOR_MEETINGS)
        return list(dict.fromkeys(window.meeting for window in found))[:limit]


def _windows(meeting: Meeting) -> Iterator[Window]:
    words = [(turn, word) for turn, (_, text) in enumerate(meeting.turns) for word in text.split()]
    for begin in range(0, len(words), WINDOW_WORDS):
        part = words[begin : begin + WINDOW_WORDS]
        yield Window(meeting.id, part[0][0], part[-1][0], " ".join(word for _, word in part))


def _tokens(texts: list[str]) -> bm25s.tokenization.Tokenized:
    return bm25s.tokenize(texts, show_progress=False)
