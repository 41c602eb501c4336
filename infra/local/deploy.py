"""Deploys a synthesised cloud assembly to the local cloud, through CloudFormation as on AWS."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from infra.local.assets import assets, publish
from infra.local.aws import options
from infra.local.commands import Problem
from infra.local.ministack import CREDENTIALS, REGION
from infra.local.synth import SETTINGS, placeholder

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.client import CloudFormationClient
    from mypy_boto3_cloudformation.literals import CapabilityType
    from mypy_boto3_cloudformation.type_defs import StackEventTypeDef

STACK = "Quarterdeck"
_DONE_WITHIN = 120.0
_CAPABILITIES: tuple["CapabilityType", ...] = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM")

Progress = Callable[[int, int], None]
"""Told the numbers of finished and of all resources."""


def deploy(
    assembly: Path, endpoint: str, settings: Mapping[str, str], progress: Progress = lambda _done, _all: None
) -> dict[str, str]:
    """Publish the assembly's assets, create or update its stack, and return the stack's outputs.

    The settings take the places of their placeholders in the template.

    Raises:
        Problem: if a resource fails; it names the resource and the reason.
    """
    template_url = _publish_all(assembly, endpoint, settings)
    cloudformation = boto3.client("cloudformation", **options(endpoint))
    _start(cloudformation, template_url)
    resources = len(json.loads((assembly / f"{STACK}.template.json").read_text())["Resources"])
    _wait(cloudformation, lambda done: progress(done, resources))
    [stack] = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _publish_all(assembly: Path, endpoint: str, settings: Mapping[str, str]) -> str:
    """Upload every asset and return the URL of the template, which is one of them."""
    s3 = boto3.client("s3", **options(endpoint))
    url = ""
    account = CREDENTIALS["aws_access_key_id"]
    for asset in assets(assembly / f"{STACK}.assets.json", account=account, region=REGION):
        content = asset.content()
        if asset.source.name == f"{STACK}.template.json":
            url, content = f"{endpoint}/{asset.bucket}/{asset.key}", _settled(content, settings)
        publish(s3, asset, content)
    return url


def _settled(template: bytes, settings: Mapping[str, str]) -> bytes:
    for setting in SETTINGS:
        value = json.dumps(settings.get(setting, ""))[1:-1]
        template = template.replace(placeholder(setting).encode(), value.encode())
    return template


def _start(cloudformation: "CloudFormationClient", template_url: str) -> None:
    try:
        _create_or_update(cloudformation, template_url)
    except ClientError as error:
        if "No updates" not in str(error):
            raise Problem(f"CloudFormation refuses the template: {error}") from error


def _create_or_update(cloudformation: "CloudFormationClient", template_url: str) -> None:
    try:
        cloudformation.create_stack(StackName=STACK, TemplateURL=template_url, Capabilities=_CAPABILITIES)
    except cloudformation.exceptions.AlreadyExistsException:
        cloudformation.update_stack(StackName=STACK, TemplateURL=template_url, Capabilities=_CAPABILITIES)


def _wait(cloudformation: "CloudFormationClient", progress: Callable[[int], None]) -> None:
    deadline = time.monotonic() + _DONE_WITHIN
    while time.monotonic() < deadline:
        [stack] = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
        events = _events(cloudformation)
        progress(len({event["LogicalResourceId"] for event in events if _is_complete(event)} - {STACK}))
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            return _check(stack["StackStatus"], events)
        time.sleep(0.2)
    raise Problem(f"CloudFormation has not finished within {_DONE_WITHIN:.0f} s; see the emulator's log")


def _check(status: str, events: list["StackEventTypeDef"]) -> None:
    if status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        return
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    reasons = [
        f"  {e['LogicalResourceId']} ({e['ResourceType']}): {e.get('ResourceStatusReason')}" for e in failed
    ]
    raise Problem(
        "\n".join([f"The deployment ended as {status}:", *reasons, "Mend the construct in infra/cdk."])
    )


def _events(cloudformation: "CloudFormationClient") -> list["StackEventTypeDef"]:
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=STACK)
    return [event for page in pages for event in page["StackEvents"]]


def _is_complete(event: "StackEventTypeDef") -> bool:
    return event["ResourceStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
