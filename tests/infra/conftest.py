"""The templates for AWS, synthesised and validated once, with stand-ins for the built layers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.cdk.app import synthesise
from infra.cdk.target import ROOT, aws, local
from tests.infra.template import joined

FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
LOCAL = {
    "QUARTERDECK_SEARCH_URL": "sqlite:///index.sqlite",
    "QUARTERDECK_SEARCH_ENGINE": "lucene",
    "QUARTERDECK_HOST": "127.0.0.1:9",
    "QUARTERDECK_SLACK_API_URL": "http://127.0.0.1:9/",
    "QUARTERDECK_AIRTABLE_API_URL": "http://127.0.0.1:9/",
    "QUARTERDECK_ENDPOINT": "http://127.0.0.1:9",
    "QUARTERDECK_OIDC_ISSUERS": "",
}


@pytest.fixture(scope="session")
def stand_in_layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of layers with next to nothing in them: what is in the real ones is no matter of the template."""
    folder = tmp_path_factory.mktemp("layers")
    for name in ("core", "search", "llm", "connectors", "deck", "signing"):
        (folder / name / "python").mkdir(parents=True)
        (folder / name / "python" / "stand_in.py").touch()
    return folder


@pytest.fixture(scope="session")
def assembly(stand_in_layers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cloud assembly for AWS; making it fails at any finding that isn't accepted."""
    folder = tmp_path_factory.mktemp("aws")
    sender = "Quarterdeck <no-reply@quarterdeck.example>"
    synthesise(
        lambda context: replace(aws(context), layers=stand_in_layers, mail_from=sender),
        str(folder),
        validate=True,
    )
    return folder


@pytest.fixture(scope="session")
def template(assembly: Path) -> dict[str, Any]:
    """The template of the suite."""
    return _template(assembly, "Quarterdeck")


@pytest.fixture(scope="session")
def watch(assembly: Path, template: dict[str, Any]) -> dict[str, Any]:
    """The template of what watches the suite, with what it refers to in the suite in the references' places."""
    return joined(_template(assembly, "QuarterdeckWatch"), Quarterdeck=template)


@pytest.fixture(scope="session")
def local_assembly(stand_in_layers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("local")
    synthesise(lambda _: replace(local(LOCAL), layers=stand_in_layers), str(folder), validate=False)
    return folder


@pytest.fixture(scope="session")
def local_template(local_assembly: Path) -> dict[str, Any]:
    return _template(local_assembly, "Quarterdeck")


@pytest.fixture(scope="session")
def local_watch(local_assembly: Path, local_template: dict[str, Any]) -> dict[str, Any]:
    return joined(_template(local_assembly, "QuarterdeckWatch"), Quarterdeck=local_template)


def _template(assembly: Path, stack: str) -> dict[str, Any]:
    template: dict[str, Any] = json.loads((assembly / f"{stack}.template.json").read_text())
    return template
