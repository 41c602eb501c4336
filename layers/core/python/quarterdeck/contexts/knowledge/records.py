"""Copies of rows become records: facts and links turn into sentences that can be quoted."""

from collections.abc import Iterable

from quarterdeck.contexts.knowledge.model import Copy, Record, TableName

_PLACES = {table: place for place, table in enumerate(TableName)}


def records(copies: Iterable[Copy]) -> tuple[Record, ...]:
    """Return the records of all copies, sorted by table, name and id; a link to a row that is gone is left out."""
    every = list(copies)
    names = {copy.id: copy.name for copy in every}
    return tuple(sorted((_record(copy, names) for copy in every), key=_order))


def _record(copy: Copy, names: dict[str, str]) -> Record:
    linked = {
        label: ", ".join(sorted(names[each] for each in ids if each in names))
        for label, ids in copy.links.items()
    }
    said = [_sentence(label, value) for label, value in (copy.facts | linked).items() if value]
    text = " ".join(part for part in (copy.body, *said) if part)
    return Record(copy.id, copy.table, copy.name, copy.product, text, dict(copy.facts))


def _sentence(label: str, value: str) -> str:
    said = f"{label[:1].upper()}{label[1:]}: {value}"
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _order(record: Record) -> tuple[int, str, str]:
    return _PLACES[record.table], record.name.casefold(), record.id
