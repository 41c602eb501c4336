"""When layers are built again, and what of them: with a stand-in for the installer, which needs no network."""

import sys
from pathlib import Path

import pytest

from infra.local import layer_targets, layers
from infra.local.layer_targets import LayerTarget
from infra.local.locks import LAYERS, requirements


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "quarterdeck"
    folder.mkdir()
    (folder / "rules.py").write_text("ANSWER = 1\n")
    return folder


@pytest.fixture
def target(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LayerTarget:
    def install(*command: str | Path, stdin: str) -> str:
        site = Path(command[command.index("--target") + 1])
        (site / "installed.py").write_text(f"REQUIREMENTS = {stdin!r}\n")
        return ""

    monkeypatch.setattr(layers, "run", install)
    monkeypatch.setattr(layers, "PACKAGE", package)
    monkeypatch.setattr(layers, "BUILD", tmp_path / "build")
    monkeypatch.setattr(layer_targets, "BUILD", tmp_path / "build")
    return LayerTarget("local", (), Path(sys.executable), None)


def said(target: LayerTarget) -> list[str]:
    lines: list[str] = []
    layers.build(target, lines.append)
    return lines


def test_the_first_build_makes_every_layer(target: LayerTarget) -> None:
    assert len(said(target)) == len(LAYERS) + 1
    assert (target.site("core") / "quarterdeck" / "rules.py").is_file()
    assert (target.site("llm") / "installed.py").is_file()


def test_a_second_build_does_nothing(target: LayerTarget) -> None:
    said(target)
    assert said(target) == []


def test_a_change_in_the_package_copies_the_package_alone(target: LayerTarget, package: Path) -> None:
    said(target)
    (package / "rules.py").write_text("ANSWER = 2\n")
    (package / "more.py").touch()
    assert said(target) == ["copying the package quarterdeck into layer core for local"]
    assert (target.site("core") / "quarterdeck" / "rules.py").read_text() == "ANSWER = 2\n"
    assert (target.site("core") / "quarterdeck" / "more.py").is_file()


def test_a_changed_lock_builds_its_layer_again(target: LayerTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    said(target)
    before = requirements
    monkeypatch.setattr(layers, "requirements", lambda layer: before(layer) + "#" * (layer == "llm"))
    assert said(target) == ["building layer llm for local"]


def test_an_interrupted_build_is_done_again(target: LayerTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_command: str | Path, stdin: str) -> str:
        raise KeyboardInterrupt(stdin)

    with monkeypatch.context() as patch:
        patch.setattr(layers, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            said(target)
    assert len(said(target)) == len(LAYERS) + 1


def test_the_deployed_layer_changes_when_its_contents_do(target: LayerTarget, package: Path) -> None:
    said(target)
    pointer = next(target.folder("core").rglob("core.pth"))
    before = pointer.read_text()
    (package / "rules.py").write_text("ANSWER = 3\n")
    said(target)
    assert pointer.read_text() != before
