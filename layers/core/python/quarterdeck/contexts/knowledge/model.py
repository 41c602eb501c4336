"""Product knowledge as values: the records that answers cite, and the copies of rows that they are made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


class TableName(StrEnum):
    """The five tables, in the order in which they are listed."""

    FEATURES = "features"
    VALUE_PROPOSITIONS = "value_propositions"
    VALUE_THEMES = "value_themes"
    FEATURE_THEMES = "feature_themes"
    CUSTOMER_SEGMENTS = "customer_segments"


@dataclass(frozen=True, slots=True)
class Record:
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


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All records of a tenant at one time.

    ``version`` is the hash of the records. ``prompt_text`` lays them out for a language model; from the tables
    it is empty.
    """

    version: str
    source: Literal["snapshot", "tables"]
    records: tuple[Record, ...]
    prompt_text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A row of Airtable as it is kept: its cells as text, and the ids of linked rows by what they are called."""

    id: str
    table: TableName
    name: str
    product: str | None
    body: str
    facts: dict[str, str]
    links: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which snapshot is the current one; ``checked_at`` is when a sync last found it up to date."""

    version: str
    counts: dict[str, int]
    built_at: datetime
    checked_at: datetime
