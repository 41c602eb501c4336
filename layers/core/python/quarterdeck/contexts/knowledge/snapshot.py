"""A snapshot: the records, their prompt text and their words, named by the hash of the records."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from quarterdeck.contexts.knowledge.index import word_index
from quarterdeck.contexts.knowledge.model import Copy, Record, TableName, WordIndex
from quarterdeck.contexts.knowledge.prompt import prompt_text
from quarterdeck.contexts.knowledge.records import records
from quarterdeck.kernel.codec import dump

FORMAT = 1
"""Part of every version: raised when the same records come to be stored in another way."""


class Snapshot(Struct, frozen=True):
    version: str
    records: tuple[Record, ...]
    prompt_text: str
    index: WordIndex

    def counts(self) -> dict[str, int]:
        """Return the number of records of each table."""
        found = Counter(record.table.value for record in self.records)
        return {table.value: found[table.value] for table in TableName}


def build(copies: Iterable[Copy]) -> Snapshot:
    """Return the snapshot of the copies: the same for equal copies, in whatever order they come."""
    made = records(copies)
    return Snapshot(version_of(made), made, prompt_text(made), word_index(made))


def version_of(made: Iterable[Record]) -> str:
    """Return the first 16 hex digits of the SHA-256 of the records as canonical JSON."""
    content = [FORMAT, *(dump(record) for record in made)]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
