"""The real layers: what functions import is in them, for the local cloud and for Lambda, and they fit."""

import ast
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import layer_targets, layers
from infra.local.commands import run
from infra.local.layer_targets import LayerTarget
from infra.local.locks import LAYERS
from infra.local.paths import PACKAGE, ROOT
from infra.local.slim import AWS_SERVICES
from tests.infra.test_functions import LAYERS as LAYERS_OF

UNZIPPED_LIMIT = 250 * 1024 * 1024
"""Lambda's limit on a function with all of its layers."""

TOGETHER = sorted(
    {tuple(name.removeprefix("Layers").lower() for name in names) for names in LAYERS_OF.values()}
)
"""The sets of layers that functions have."""

AARCH64 = 0xB7
SETTINGS = {"AWS_DEFAULT_REGION": "us-east-1", "POWERTOOLS_SERVICE_NAME": "test", "PATH": os.environ["PATH"]}

pytestmark = pytest.mark.xdist_group("layers")


@pytest.fixture(scope="module")
def local() -> LayerTarget:
    target = layer_targets.local()
    layers.build(target)
    return target


@pytest.fixture(scope="module")
def deployed() -> LayerTarget:
    """The layers as they are deployed."""
    target = layer_targets.aws()
    layers.build(target)
    return target


@pytest.fixture(scope="module")
def deployed_here() -> LayerTarget:
    """The layers of Lambda for this machine's processor, which can be imported here."""
    if sys.platform != "linux":
        pytest.skip("Lambda's layers are for Linux: they can't be imported here")
    target = layer_targets.aws(f"{platform.machine()}-manylinux_2_28")
    if not target.python:
        pytest.skip("this machine has no Python of Lambda's version to import the layers with")
    layers.build(target)
    return target


def test_everything_imports_from_the_local_layers_alone(local: LayerTarget) -> None:
    _run(local, _imports(_modules()))


def test_everything_imports_from_lambdas_layers_alone(deployed_here: LayerTarget) -> None:
    _run(deployed_here, _imports(_modules()))


@pytest.mark.parametrize("function", sorted(path.parent.name for path in ROOT.glob("functions/*/handler.py")))
def test_a_handler_imports_from_the_local_layers_alone(local: LayerTarget, function: str) -> None:
    _run(local, f"sys.path.insert(0, {str(ROOT / 'functions' / function)!r})\nimport handler")


def test_the_layers_describe_every_aws_service_that_they_keep(local: LayerTarget) -> None:
    clients = f"session = botocore.session.get_session()\nfor name in {sorted(AWS_SERVICES)}:\n"
    _run(local, f"import botocore.session\n{clients}    session.create_client(name)")


def test_the_layers_describe_every_aws_service_that_the_package_calls() -> None:
    called = {
        name for path in _sources() for name in re.findall(r'\bclient\("([a-z0-9-]+)"', path.read_text())
    }
    assert called
    assert called <= AWS_SERVICES


@pytest.mark.parametrize("together", TOGETHER, ids="+".join)
def test_a_function_with_its_layers_fits(deployed: LayerTarget, together: tuple[str, ...]) -> None:
    sizes = [path.stat().st_size for layer in together for path in _files(deployed, layer)]
    assert sum(sizes) < UNZIPPED_LIMIT


def test_compiled_modules_are_for_lambdas_processor_and_version(deployed: LayerTarget) -> None:
    libraries = [path for layer in LAYERS for path in _files(deployed, layer) if path.suffix == ".so"]
    assert libraries
    assert {int.from_bytes(path.read_bytes()[18:20], "little") for path in libraries} == {AARCH64}
    tagged = [path.name for path in libraries if ".cpython-" in path.name]
    assert all(".cpython-313-" in name for name in tagged)


def test_bytecode_is_checked_against_nothing(local: LayerTarget) -> None:
    compiled = [path for layer in LAYERS for path in _files(local, layer) if path.suffix == ".pyc"]
    assert compiled
    assert {path.read_bytes()[4:8] for path in compiled} == {
        b"\x01\x00\x00\x00"
    }  # PEP 552: hashed, unchecked


def test_the_router_comes_without_its_deployment_tool(deployed: LayerTarget) -> None:
    chalice = {path.name for path in (deployed.site("core") / "chalice").rglob("*.py")}
    assert chalice == {"__init__.py", "app.py"}


def _sources() -> Iterator[Path]:
    yield from PACKAGE.rglob("*.py")
    yield from ROOT.glob("functions/*/handler.py")


def _modules() -> set[str]:
    """Return every module of the package, and every package of others that it imports anywhere."""
    own = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    used = {name for path in _sources() for name in _imported(ast.parse(path.read_text()))}
    return {name.removesuffix(".__init__") for name in own} | used - sys.stdlib_module_names - {PACKAGE.name}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(_Running().visit(tree)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


class _Running(ast.NodeTransformer):
    """Leaves out what only type checkers read."""

    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)


def _imports(modules: set[str]) -> str:
    return f"import importlib\nfor name in {sorted(modules)}:\n    importlib.import_module(name)"


def _run(target: LayerTarget, code: str) -> None:
    """Run the code with nothing but the layers and the standard library to import from."""
    sites = [str(target.site(layer)) for layer in LAYERS]
    alone = f"import sys\nsys.path[:0] = {sites}\n{code}"
    run(str(target.python), "-I", "-S", "-B", "-", stdin=alone, env=SETTINGS)


def _files(target: LayerTarget, layer: str) -> Iterator[Path]:
    return (path for path in target.site(layer).rglob("*") if path.is_file())
