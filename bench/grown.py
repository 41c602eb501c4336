"""A base of any size, from the demo's."""

from infra.local.airtable.base import Base, airtable_id


def grown(base: Base, rows: int) -> Base:
    """Return the base with copies of its features until it has so many rows."""
    features = base.table("Features")
    if features is None:
        raise KeyError("Features")
    originals, missing = list(features.records.values()), rows - rows_of(base)
    for number in range(missing):
        cells = originals[number % len(originals)]
        copy = {**cells, "Name": f"{cells['Name']} {number}"}
        features.records[airtable_id("rec", "copy", str(number))] = copy
    return base


def rows_of(base: Base) -> int:
    return sum(len(table.records) for table in base.tables.values())
