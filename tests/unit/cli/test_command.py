"""The executable that setup writes beside the interpreter."""

import subprocess
import sysconfig
from pathlib import Path

import pytest

from infra.local import link_package


def test_it_runs_from_any_folder_whatever_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "__main__.py").write_text("raise SystemExit('not this one')")
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    link_package.add_command()
    done = subprocess.run(  # noqa: S603 - our own command
        [tmp_path / "quarterdeck", "runs", "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "quarterdeck runs" in done.stdout
