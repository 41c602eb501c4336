"""Brings a run's verified answer to those who listen to it: its text, what it rests on, and the end."""

from collections.abc import Iterator

from msgspec import Struct

from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.streaming.model import GROUPS, Kind, Told, groups, pieces
from quarterdeck.contexts.assistant.streaming.stream import Stream
from quarterdeck.contexts.assistant.views import answer_view
from quarterdeck.kernel.clock import Clock

ENDS_WITH = frozenset(
    {"run_id", "conversation_id", "intent", "contract", "outcome", "provider", "degraded", "dropped_claims"}
)
"""What the end tells of the run; the rest of its record is at ``/v1/runs/{run_id}``."""


class SocketDelivery(Struct, frozen=True):
    clock: Clock

    def deliver(self, run: Run) -> None:
        """Add the rest of the run's events in one piece, unless its end is there.

        Raises:
            Unavailable: the table does not answer; call again.
        """
        Stream(run.question.tenant, run.id, self.clock).tell(*_told(run))


def _told(run: Run) -> Iterator[Told]:
    view = answer_view(run)
    for piece in pieces(view.answer):
        yield Told(Kind.TEXT, {"text": piece})
    for claims in groups(view.claims, GROUPS):
        yield Told(Kind.CITATIONS, {"claims": [claim.model_dump(mode="json") for claim in claims]})
    yield Told(Kind.END, view.model_dump(mode="json", include=set(ENDS_WITH)))
