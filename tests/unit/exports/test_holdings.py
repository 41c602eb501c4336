"""Nothing is kept of a tenant that no store of the exports' list names, and each that is exported can be read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.cdk.shapes import SHAPES
from infra.cdk.target import ROOT
from quarterdeck import bootstrap
from quarterdeck.bootstrap import exporting
from quarterdeck.contexts.operations.protection.exporting.holdings import HOLDINGS, exported, left_out
from quarterdeck.contexts.operations.protection.model import Kind

PACKAGE = Path(bootstrap.__file__).parents[1]
PLACES = [place.split(" ") for holding in HOLDINGS for place in holding.places]
SCOPE = {"tenant_key": "", "tenant_path": "objects"}
"""The functions that name what is a tenant's, in tables and among objects."""


def named(function: str) -> set[str]:
    """Return what follows the tenant in all keys that the package makes with the function.

    Those that name nothing, or what they are given, stand for many.
    """
    found = {
        _follows(call)
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == function
    }
    return found - {""}


def _follows(call: ast.Call) -> str:
    match call.args:
        case [_]:
            return "TENANT"
        case [_, ast.Constant(value=str(kind)), *_]:
            return kind.rstrip("/")
    return ""


def prefixes() -> Iterator[str]:
    """Yield how the keys of rows begin that name no tenant: texts like ``EMAIL#{address}``, and ``MANY#ALL``."""
    for path in PACKAGE.rglob("*.py"):
        for text in ast.walk(ast.parse(path.read_text("utf-8"))):
            match text:
                case ast.JoinedStr(values=[ast.Constant(value=str(first)), *_]):
                    found = re.fullmatch(r"([A-Z]+#)", first)
                case ast.Constant(value=str(whole)):
                    found = re.fullmatch(r"([A-Z]+#)[A-Z]+", whole)
                case _:
                    continue
            if found:
                yield found[1]


def test_every_table_has_its_stores() -> None:
    tables = {table for table, _ in PLACES} - {"objects", "anchors"}
    assert tables == {shape.name for shape in SHAPES}


def test_every_kind_of_row_is_in_a_store() -> None:
    known = {kind for table, kind in PLACES if table not in {"objects", "anchors"} and not kind.endswith("#")}
    assert known == named("tenant_key")


def test_every_folder_of_objects_is_in_a_store() -> None:
    known = {kind for table, kind in PLACES if table in {"objects", "anchors"}}
    assert known == named("tenant_path")


def test_every_way_in_is_in_a_store() -> None:
    of_sort_keys = {"SUBJECT#", "TENANT#", "PACE#", "SLOT#"}
    assert {kind for _, kind in PLACES if kind.endswith("#")} == set(prefixes()) - of_sort_keys


def test_what_is_left_out_says_why() -> None:
    assert [holding.name for holding in HOLDINGS if len(holding.kinds) < 2 and not holding.because] == []
    for kind in (Kind.PERSON, Kind.TENANT):
        assert set(exported(kind)) | set(left_out(kind)) == {holding.name for holding in HOLDINGS}


def test_the_page_on_security_names_every_store() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    assert [holding.name for holding in HOLDINGS if f"`{holding.name}`" not in page] == []


def test_each_store_that_is_exported_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKET_OBJECTS", "objects")
    assert tuple(exporting.of_person()) == exported(Kind.PERSON)
    assert tuple(exporting.of_tenant()) == exported(Kind.TENANT)
