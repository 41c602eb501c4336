"""What Airtable gives, as values, and the ways in which it refuses.

Refused (InvalidInput)
├── BadCredentials     the token is not valid, or not for this base and these scopes
├── UnknownTable       no such table in the base
└── UnknownField       no such field in the table
OffsetExpired          the listing must begin again; Airtable forgets it after some minutes
WebhookGone            the webhook expired or was deleted
Busy                   the base's requests are used up for now
"""

from typing import Any, Protocol

from msgspec import Struct

from quarterdeck.kernel.errors import InvalidInput, Unavailable

Cells = dict[str, Any]
"""The values of a record by field name; empty cells are left out."""


class Refused(InvalidInput):
    """Airtable will refuse this again until somebody changes something."""


class BadCredentials(Refused):
    """The token is not valid, or it may not read this base."""


class UnknownTable(Refused):
    """The base has no such table."""


class UnknownField(Refused):
    """The table has no such field."""


class OffsetExpired(Exception):
    """A listing can't go on from where it was."""


class WebhookGone(Exception):
    """There is no such webhook any more, or it tells nothing."""


class Busy(Unavailable):
    """The base takes no request before ``seconds`` are over."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the base takes no more requests for {seconds:.0f} s")
        self.seconds = seconds


class AirtableRecord(Struct, frozen=True):
    """A row of a table."""

    id: str
    cells: Cells


class Page(Struct, frozen=True):
    """Some records of a listing, and where it goes on: None at its end."""

    records: tuple[AirtableRecord, ...]
    offset: str | None


class TableChange(Struct, frozen=True):
    """The ids of a table's records that are new or different, and of those that are gone."""

    changed: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()


class Changes(Struct, frozen=True):
    """What a webhook has to tell, by table id; ``cursor`` is where to ask next."""

    tables: dict[str, TableChange]
    cursor: int
    more: bool


class TableSchema(Struct, frozen=True):
    """A table's id and name, and the names of its fields."""

    id: str
    name: str
    fields: frozenset[str]


class Pace(Protocol):
    """Spreads the requests of a base over time, for all who make them."""

    def wait(self, base: str) -> None:
        """Return when the next request may be made.

        Raises:
            Busy: that is longer than a caller should wait.
        """
        ...

    def block(self, base: str, seconds: float) -> None:
        """Let nobody make a request of the base for so long."""
        ...
