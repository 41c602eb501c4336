"""What the node says where it can't run; that it runs is shown by every suite that uses it."""

from pathlib import Path

import pytest

from infra.local import opensearch_node as module
from infra.local.opensearch_node import NodeError, opensearch_node


def test_a_missing_java_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NodeError, match="java is not on the PATH"), opensearch_node(tmp_path):
        pass


def test_a_missing_maven_is_named_where_nothing_was_fetched_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tool(tmp_path, "java", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NodeError, match="mvn is not on the PATH"), opensearch_node(tmp_path / "jars"):
        pass


def test_a_failed_download_shows_what_maven_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path, "java", "exit 0")
    _tool(tmp_path, "mvn", "echo no route to the repository; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NodeError, match="no route to the repository"), opensearch_node(tmp_path / "jars"):
        pass
    assert list((tmp_path / "jars").iterdir()) == []


def test_a_node_that_ends_at_once_shows_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path, "java", "echo not enough memory; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(module, "_fetched", lambda folder: folder)
    with pytest.raises(NodeError, match="not enough memory"), opensearch_node(tmp_path):
        pass


def _tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
