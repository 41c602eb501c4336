"""The layers: directories that were built beforehand, by dependency group."""

from typing import Literal

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.target import Target

LayerName = Literal["core", "search", "llm", "connectors", "deck", "signing"]


class Layers(Construct):
    """``core`` holds the package and what all functions import; the others are for those that need them."""

    def __init__(self, scope: Construct, construct_id: str, target: Target) -> None:
        super().__init__(scope, construct_id)
        self.core = self._layer("core", target)
        self.search = self._layer("search", target)
        self.llm = self._layer("llm", target)
        self.connectors = self._layer("connectors", target)
        self.deck = self._layer("deck", target)
        self.signing = self._layer("signing", target)

    def _layer(self, name: LayerName, target: Target) -> lambda_.LayerVersion:
        directory = target.layers / name
        if not directory.is_dir():
            raise FileNotFoundError(
                f"{directory} is missing: run python -m infra.local.layers --target {target.name} first"
            )
        return lambda_.LayerVersion(
            self,
            name.capitalize(),
            code=lambda_.Code.from_asset(str(directory)),
            compatible_runtimes=[runtime(target)],
            compatible_architectures=[architecture(target)],
        )


def runtime(target: Target) -> lambda_.Runtime:
    """Return the target's Lambda runtime."""
    return lambda_.Runtime(f"python{target.python}", lambda_.RuntimeFamily.PYTHON)


def architecture(target: Target) -> lambda_.Architecture:
    """Return the target's processor."""
    return lambda_.Architecture.ARM_64 if target.architecture == "arm64" else lambda_.Architecture.X86_64
