"""The part of the evidence that fits into a prompt, every meeting in its turn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from quarterdeck.contexts.assistant.model import Evidence

ROOM = 24_000
"""The most characters of evidence in a prompt across meetings: about 6,000 tokens."""

FRAME = 110
"""What a piece takes besides its text and its speaker: its id, its meeting, and the marks around them."""


def fitting(evidence: Sequence[Evidence], first: Iterable[str] = ()) -> tuple[Evidence, ...]:
    """Return as much of the evidence as there is room for, in its order.

    The pieces whose ids stand ``first`` come first; of the others one of each meeting, then a second of each...
    """
    by_id = {piece.id: piece for piece in evidence}
    by_meeting: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_meeting[piece.document].append(piece)
    turns = (piece for row in zip_longest(*by_meeting.values()) for piece in row if piece)
    chosen: dict[str, Evidence] = {}
    left = ROOM
    for piece in (*(by_id[id_] for id_ in first), *turns):
        size = len(piece.text) + len(piece.speaker) + FRAME
        if piece.id not in chosen and size <= left:
            chosen[piece.id] = piece
            left -= size
    return tuple(piece for piece in evidence if piece.id in chosen)
