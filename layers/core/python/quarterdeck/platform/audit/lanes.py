"""A tenant's lanes, and which of them an entry goes to."""

import hashlib

LANES = 16


def lane_of(entry_id: str, attempt: int = 0) -> int:
    """Return the lane of the entry; each further attempt goes to the next one."""
    return (hashlib.sha256(entry_id.encode()).digest()[0] + attempt) % LANES
