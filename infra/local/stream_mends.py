"""Lets the records of a table's stream come together for a while where their mapping asks for it, as on AWS.

MiniStack knows no window: it calls the function for each write, and the streams of all tables wait meanwhile.
"""

import time
from types import ModuleType

LONGEST = 1.0
"""How many seconds a window has at most: a local run doesn't wait for minutes."""

_POLL, _MAPPINGS = "_poll_dynamodb_streams", "_iter_all_esms"
_POSITIONS, _NOT_BEFORE = "_dynamodb_stream_positions", "_esm_backoff_until"
_WINDOW, _ID = "MaximumBatchingWindowInSeconds", "UUID"


def mend_windows(lambdas: ModuleType) -> None:
    """Leave a mapping alone for its window after each batch."""
    poll, mappings = getattr(lambdas, _POLL), getattr(lambdas, _MAPPINGS)
    positions, not_before = getattr(lambdas, _POSITIONS), getattr(lambdas, _NOT_BEFORE)

    def polled() -> bool:
        waiting = [mapping for _, _, mapping in mappings() if mapping.get(_WINDOW)]
        before = [positions.get(mapping[_ID]) for mapping in waiting]
        processed = bool(poll())
        for mapping, position in zip(waiting, before, strict=True):
            if positions.get(mapping[_ID]) != position:
                not_before[mapping[_ID]] = time.time() + min(mapping[_WINDOW], LONGEST)
        return processed

    setattr(lambdas, _POLL, polled)
