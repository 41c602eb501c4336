"""Airtable's cells become text and links; what can't, is refused by table, record and field."""

from typing import Any

import pytest
from msgspec import ValidationError
from msgspec.structs import replace

from quarterdeck.contexts.connectors.airtable.model import AirtableRecord, TableSchema
from quarterdeck.contexts.knowledge.cells import copy_of
from quarterdeck.contexts.knowledge.connecting import resolve
from quarterdeck.contexts.knowledge.mapping import DEFAULTS, TableMapping
from quarterdeck.contexts.knowledge.model import Copy, TableName
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.errors import InvalidInput

FEATURES = DEFAULTS[TableName.FEATURES]


def read(**cells: Any) -> Copy | None:
    named = {"Name": "Probe", **cells}
    return copy_of(TableName.FEATURES, FEATURES, AirtableRecord("rec1", named))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Beta", "Beta"),
        ("  two\n lines ", "two lines"),
        (3, "3"),
        (0.5, "0.5"),
        (True, "yes"),
        (["Beta", "EU"], "Beta, EU"),
        (["Beta", None, ""], "Beta"),
    ],
)
def test_text_numbers_and_choices_are_text(cell: object, text: str) -> None:
    copy = read(Availability=cell)
    assert copy is not None
    assert copy.facts == {"availability": text}


@pytest.mark.parametrize("cell", [None, "", " ", [], [None]])
def test_an_empty_cell_says_nothing(cell: object) -> None:
    copy = read(Availability=cell)
    assert copy is not None
    assert copy.facts == {}


def test_a_row_without_a_name_is_no_knowledge() -> None:
    assert read(Name="  ", Description="half a row") is None


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Limits": [{"url": "https://files.example/a"}]}, "an attachment"),
        ({"Limits": {"error": "#ERROR!"}}, "#ERROR!"),
        ({"Limits": {"specialValue": "NaN"}}, "NaN"),
        ({"Feature Themes": "Sensing"}, "links"),
        ({"Feature Themes": ["Sensing"]}, "links"),
        ({"Description": "x" * 33_000}, "32000"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(cells: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(**cells)
    assert said in refused.value.detail
    assert "table Features, record rec1" in refused.value.detail
    if "32000" not in said:
        assert f"field {next(iter(cells))}" in refused.value.detail


def schema() -> list[TableSchema]:
    tables = enumerate(DEFAULTS.values())
    return [TableSchema(f"tbl{n}", mapping.table, frozenset(mapping.fields())) for n, mapping in tables]


def test_a_mapping_is_resolved_to_the_tables_ids() -> None:
    resolved = resolve({}, schema())
    assert [mapping.table for mapping in resolved.values()] == ["tbl0", "tbl1", "tbl2", "tbl3", "tbl4"]
    assert resolve(resolved, schema()) == resolved


def test_all_that_a_base_lacks_is_named() -> None:
    mapping = {
        TableName.FEATURES: replace(FEATURES, name="Title"),
        TableName.VALUE_THEMES: TableMapping(table="Themes of value"),
    }
    with pytest.raises(InvalidInput) as refused:
        resolve(mapping, schema())
    assert "table Features has no field Title" in refused.value.detail
    assert "no table Themes of value" in refused.value.detail


@pytest.mark.parametrize("name", ["", " ", " Features", "Features\n", "x" * 201])
def test_a_name_is_written_without_blanks_around_it(name: str) -> None:
    with pytest.raises(ValidationError, match=r"\$\.table"):
        load(TableMapping, {"table": name})
