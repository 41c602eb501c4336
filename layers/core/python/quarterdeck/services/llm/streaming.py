"""Streams the text of a call from the first model of its route that begins to answer."""

from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from quarterdeck.services.llm.asked import Asked
from quarterdeck.services.llm.asking import Asking
from quarterdeck.services.llm.budget import Reservation
from quarterdeck.services.llm.deadline import paced
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Outcome
from quarterdeck.services.llm.provider import ProviderFailed, ProviderReply
from quarterdeck.services.llm.record import tell

Pieces = Generator[str | ProviderReply, None, None]


class Streamed(Struct, frozen=True):
    """How a stream ended: ``answered``; ``cut_off`` or ``timeout`` after some of the text, which ``asked`` holds as far
    as it came; or ``unreachable`` where no model began, and the caller has its extractive answer to give.
    """

    outcome: Outcome
    asked: Asked


def stream(asking: Asking) -> Iterator[str | Streamed]:
    """Yield pieces of text, and at last how it ended, with the tokens and the cost where the provider told them."""
    for place, hop in enumerate(asking.hops):
        began = asking.guards.timer()
        try:
            opened = asking.take(place, lambda seconds, hop=hop: _open(asking, hop, seconds))  # type: ignore[misc]
        except ProviderFailed as failure:
            asking.note(hop, began, failure)
        else:
            yield from _through(asking, hop, began, opened)
            return
    asking.asked = replace(asking.asked, degraded=bool(asking.hops))
    yield _ended(asking, Outcome.UNREACHABLE)


class _Opened(Struct, frozen=True):
    """A stream with its first piece at hand, and the money held for it."""

    first: str | ProviderReply
    rest: Pieces
    held: Reservation


def _open(asking: Asking, hop: Hop, seconds: float) -> _Opened:
    held = asking.guards.reserve(asking.call, hop, None)
    pieces = paced(seconds, lambda: hop.provider.stream(asking.call.messages, seconds))
    try:
        return _Opened(next(pieces), pieces, held)
    except ProviderFailed as failure:
        asking.guards.settle(held, failure.outcome)
        raise


def _through(asking: Asking, hop: Hop, began: float, opened: _Opened) -> Iterator[str | Streamed]:
    """Yield the rest of a stream that has begun; from here on no other provider can take over."""
    said: list[str] = []
    ended: ProviderReply | ProviderFailed = ProviderFailed(Outcome.ABANDONED, "the caller left", ill=False)
    try:
        with closing(opened.rest):
            for piece in chain([opened.first], opened.rest):
                if isinstance(piece, ProviderReply):
                    ended = piece
                else:
                    said.append(piece)
                    yield piece
    except ProviderFailed as failure:
        ended = failure
    finally:
        told = _close(asking, hop, began, opened.held, ended, "".join(said))
    yield told


def _close(
    asking: Asking,
    hop: Hop,
    began: float,
    held: Reservation,
    ended: ProviderReply | ProviderFailed,
    said: str,
) -> Streamed:
    """Settle what the stream cost, and put down what it said."""
    guards, model, outcome = asking.guards, hop.model, Outcome.ANSWERED
    if isinstance(ended, ProviderReply):
        model = ended.model
        guards.settle(held, ended)
        guards.breaker.worked(hop.provider.name)
        asking.bill(ended)
        asking.note(hop, began)
    else:
        outcome = ended.outcome
        guards.settle(held, outcome)
        guards.learn(hop, ended, hop.seconds or 0)
        asking.note(hop, began, ended)
    asking.asked = replace(asking.asked, text=said, provider=hop.provider.name, model=model)
    return _ended(asking, outcome)


def _ended(asking: Asking, outcome: Outcome) -> Streamed:
    ms = round((asking.guards.timer() - asking.began) * 1000)
    asking.asked = replace(asking.asked, ms=ms)
    tell(asking.call, asking.asked)
    return Streamed(outcome, asking.asked)
