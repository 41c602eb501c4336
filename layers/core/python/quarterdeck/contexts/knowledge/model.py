"""Product knowledge as values: the records that answers cite, and the copies of rows that they are made of."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field


class TableName(StrEnum):
    """The five tables, in the order in which they are listed."""

    FEATURES = "features"
    VALUE_PROPOSITIONS = "value_propositions"
    VALUE_THEMES = "value_themes"
    FEATURE_THEMES = "feature_themes"
    CUSTOMER_SEGMENTS = "customer_segments"


class Record(Struct, frozen=True):
    """One row of one of the five tables, as answers cite it.

    ``id`` is Airtable's; ``product`` is None where the row is about all of them. ``text`` is whole sentences to
    quote from: the description, then the facts and the names of linked rows.
    """

    id: str
    table: TableName
    name: str
    product: str | None
    text: str
    facts: dict[str, str] = field(default_factory=dict)


class WordIndex(Struct, frozen=True):
    """Which records have which words; all that BM25 needs.

    ``places`` gives for a word the numbers of the records that have it, each followed by how often: n, times, ...
    ``lengths`` are the records' numbers of words. Records are numbered as they are listed, from 0.
    """

    places: dict[str, list[int]]
    lengths: list[int]

    def of(self, word: str) -> list[tuple[int, int]]:
        """Return the numbers of the records with the word, each with how often it is in there."""
        flat = self.places.get(word, [])
        return list(zip(flat[::2], flat[1::2], strict=True))


class Knowledge(Struct, frozen=True):
    """All records of a tenant at one time.

    ``version`` is the hash of the records. ``prompt_text`` lays them out for a language model, and ``index`` says
    which records have which words; from the tables the one is empty and the other None.
    """

    version: str
    source: Literal["snapshot", "tables"]
    records: tuple[Record, ...]
    prompt_text: str
    index: WordIndex | None = None


class Copy(Struct, frozen=True):
    """A row of Airtable as it is kept: its cells as text, and the ids of linked rows by what they are called."""

    id: str
    table: TableName
    name: str
    product: str | None
    body: str
    facts: dict[str, str]
    links: dict[str, tuple[str, ...]]


class Pointer(Struct, frozen=True):
    """Which snapshot is the current one; ``checked_at`` is when a sync last found it up to date."""

    version: str
    counts: dict[str, int]
    built_at: datetime
    checked_at: datetime
