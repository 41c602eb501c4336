"""Deploys a synthesised cloud assembly to the local cloud, through CloudFormation as on AWS."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from itertools import accumulate
from pathlib import Path

import boto3

from infra.local.assets import assets, publish
from infra.local.aws import options
from infra.local.ministack import CREDENTIALS, REGION
from infra.local.stacks import Stack
from infra.local.synth import SETTINGS, placeholder

STACKS = ("Quarterdeck", "QuarterdeckWatch")
"""Each refers to those before it."""

Progress = Callable[[int, int], None]
"""Told the numbers of finished and of all resources."""


def deploy(
    assembly: Path, endpoint: str, settings: Mapping[str, str], progress: Progress = lambda _done, _all: None
) -> dict[str, str]:
    """Publish the assembly's assets, create or update its stacks, and return the outputs of all of them.

    The settings take the places of their placeholders in the templates.

    Raises:
        Problem: if a resource fails; it names the resource and the reason.
    """
    cloudformation = boto3.client("cloudformation", **options(endpoint))
    sizes = [_size(assembly, name) for name in STACKS]
    outputs: dict[str, str] = {}
    for name, before in zip(STACKS, accumulate(sizes, initial=0), strict=False):
        url = _publish_all(assembly, name, endpoint, settings)
        outputs |= Stack(name, cloudformation).put(url, partial(_tell, progress, sum(sizes), before))
    return outputs


def _size(assembly: Path, stack: str) -> int:
    return len(json.loads((assembly / f"{stack}.template.json").read_text())["Resources"])


def _tell(progress: Progress, all_: int, before: int, done: int) -> None:
    progress(before + done, all_)


def _publish_all(assembly: Path, stack: str, endpoint: str, settings: Mapping[str, str]) -> str:
    """Upload every asset of the stack and return the URL of its template, which is one of them."""
    s3 = boto3.client("s3", **options(endpoint))
    url = ""
    account = CREDENTIALS["aws_access_key_id"]
    for asset in assets(assembly / f"{stack}.assets.json", account=account, region=REGION):
        content = asset.content()
        if asset.source.name == f"{stack}.template.json":
            url, content = f"{endpoint}/{asset.bucket}/{asset.key}", _settled(content, settings)
        publish(s3, asset, content)
    return url


def _settled(template: bytes, settings: Mapping[str, str]) -> bytes:
    for setting in SETTINGS:
        value = json.dumps(settings.get(setting, ""))[1:-1]
        template = template.replace(placeholder(setting).encode(), value.encode())
    return template
