"""The search index is asked whether it answers."""

import sqlite3
from pathlib import Path

import pytest

from quarterdeck.services.search.probe import probe_search


def test_an_index_that_is_yet_to_be_made_is_fine(tmp_path: Path) -> None:
    probe_search(f"sqlite:///{tmp_path}/new/index.sqlite")


def test_a_file_that_is_no_index_is_not(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_text("no database" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        probe_search(f"sqlite:///{tmp_path}/index.sqlite")
