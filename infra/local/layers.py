"""Builds the Lambda layers from the locked requirements: `python -m infra.local.layers --target local|aws`.

For AWS a layer is `.build/layers/aws/<layer>/python/`. For the local cloud `.build/layers/local/<layer>` only
points at the installed packages in `.build/site/<layer>`: a cold start then reads shared files instead of
unpacking 150 MB of its own.
"""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path

from infra.local import layer_targets, slim
from infra.local.bytecode import compile_tree
from infra.local.commands import run
from infra.local.layer_targets import LayerTarget
from infra.local.locks import LAYERS, requirements
from infra.local.model_file import check_model
from infra.local.paths import BUILD, CLOUD_PYTHON, PACKAGE, UV
from infra.local.stamps import building, digest_of, digest_of_files, is_current

Say = Callable[[str], None]


def build(target: LayerTarget, say: Say = print) -> None:
    """Bring every layer of this target up to date; unchanged ones are left alone."""
    with building(BUILD):
        for layer in LAYERS:
            _build_dependencies(target, layer, say)
        _build_package(target, say)
        if target.name == "local":
            for layer in LAYERS:
                _point_at_site(target, layer)


def _build_dependencies(target: LayerTarget, layer: str, say: Say) -> None:
    wanted, stamp, site = requirements(layer), target.stamp(layer, "dependencies"), target.site(layer)
    digest = digest_of(wanted, _compiler(target), *target.wheels, Path(slim.__file__).read_text())
    if site.is_dir() and is_current(stamp, digest):
        return
    say(f"building layer {layer} for {target.name}")
    _forget(site, stamp, target.stamp(layer, "package"))
    _install(target, wanted, site)
    slim.slim(site)
    check_model(site)
    _compile(target, layer, site, say)
    _record(stamp, digest)


def _build_package(target: LayerTarget, say: Say) -> None:
    stamp, copy = target.stamp("core", "package"), target.site("core") / PACKAGE.name
    digest = digest_of(digest_of_files([PACKAGE]), _compiler(target))
    if copy.is_dir() and is_current(stamp, digest):
        return
    say(f"copying the package {PACKAGE.name} into layer core for {target.name}")
    _forget(copy, stamp)
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    _compile(target, "core", copy, say)
    _record(stamp, digest)


def _install(target: LayerTarget, wanted: str, site: Path) -> None:
    site.mkdir(parents=True)
    install: list[str | Path] = [
        UV,
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--link-mode",
        "copy",
    ]
    run(*install, "--python", CLOUD_PYTHON, "--target", site, *target.wheels, "-r", "-", stdin=wanted)


def _compile(target: LayerTarget, layer: str, tree: Path, say: Say) -> None:
    site = target.site(layer)
    if target.python:
        compile_tree(target.python, tree, site=site, deployed_at=target.deployed_at or site)
    else:
        say("  not compiled: this machine has no Python of the runtime's version; cold starts will be slower")


def _compiler(target: LayerTarget) -> str:
    return str(target.python and target.python.resolve())


def _point_at_site(target: LayerTarget, layer: str) -> None:
    """Write the path file that puts the site before all else that the local cloud's interpreter has."""
    pointer = target.folder(layer) / "python" / "lib" / "python3" / "site-packages" / f"{layer}.pth"
    stamps = [path.read_text() for path in sorted(target.stamp(layer, "").parent.glob(f"local-{layer}-*"))]
    pointer.parent.mkdir(parents=True, exist_ok=True)
    site = str(target.site(layer))
    pointer.write_text(f"# {digest_of(*stamps)}\nimport sys; sys.path.insert(0, {site!r})\n")


def _forget(tree: Path, *stamps: Path) -> None:
    for stamp in stamps:
        stamp.unlink(missing_ok=True)
    shutil.rmtree(tree, ignore_errors=True)


def _record(stamp: Path, digest: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def main() -> None:
    """Build the layers of the target named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", choices=["local", "aws"], required=True)
    build(layer_targets.local() if parser.parse_args().target == "local" else layer_targets.aws())


if __name__ == "__main__":
    main()
