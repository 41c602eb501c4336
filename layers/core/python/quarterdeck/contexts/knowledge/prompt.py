"""The records as one text for a prompt, by product; the more there are, the less is said of each."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from quarterdeck.contexts.knowledge.model import Record

LIMIT = 60_000
"""Characters, about 15,000 tokens: room for a hundred records in full."""

_GENERAL = "All products"


def prompt_text(records: Sequence[Record]) -> str:
    """Return the records in full if they fit, else their first sentences, else as many of their names as fit."""
    for line in (_full, _short, _name):
        text = _laid_out(records, line)
        if len(text) <= LIMIT:
            return text
    return text[: text.rindex("\n", 0, LIMIT)]


def _laid_out(records: Iterable[Record], line: Callable[[Record], str]) -> str:
    by_product = sorted(records, key=lambda record: (record.product or "", record.table))
    parts = []
    for (product, table), group in groupby(by_product, key=lambda record: (record.product, record.table)):
        title = f"{product or _GENERAL}: {table.replace('_', ' ')}"
        parts.append("\n".join((f"# {title}", *(line(record) for record in group))))
    return "\n\n".join(parts)


def _full(record: Record) -> str:
    return f"[{record.id}] {record.name}. {record.text}"


def _short(record: Record) -> str:
    first, stop, _ = record.text.partition(". ")
    return f"[{record.id}] {record.name}. {first}{stop.rstrip()}"


def _name(record: Record) -> str:
    return f"[{record.id}] {record.name}"
