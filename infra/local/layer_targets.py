"""What layers are built for: Lambda's Python and processor, or the local cloud's interpreter."""

from dataclasses import dataclass
from pathlib import Path

from infra.cdk import target as cdk_target
from infra.local.interpreters import find_python
from infra.local.paths import BUILD, CLOUD_PYTHON


@dataclass(frozen=True, slots=True)
class LayerTarget:
    """The options that choose wheels, the interpreter that compiles, and where a function sees its layers."""

    name: str
    wheels: tuple[str, ...]
    python: Path | None
    deployed_at: Path | None

    def folder(self, layer: str) -> Path:
        """The folder that is deployed as this layer."""
        return BUILD / "layers" / self.name / layer

    def site(self, layer: str) -> Path:
        """The folder that holds this layer's packages."""
        return BUILD / "site" / layer if self.name == "local" else self.folder(layer) / "python"

    def stamp(self, layer: str, part: str) -> Path:
        """The file that records what this part of the layer was made from."""
        return BUILD / "stamps" / f"{self.name}-{layer}-{part}"


def local() -> LayerTarget:
    """Return the local cloud, whose functions run under its own interpreter."""
    return LayerTarget("local", (), CLOUD_PYTHON, None)


def aws(platform: str | None = None) -> LayerTarget:
    """Return Lambda on the processor that the suite is deployed on, or another platform (as uv names it)."""
    deployed = cdk_target.aws(lambda _: None)
    wanted = platform or deployed.platform or ""
    wheels = ("--python-version", deployed.python, "--python-platform", wanted, "--only-binary", ":all:")
    name = "aws" if wanted == deployed.platform else f"aws-{wanted}"
    return LayerTarget(name, wheels, find_python(deployed.python), Path("/opt/python"))
