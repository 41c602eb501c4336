"""One stack of the local cloud's CloudFormation: created or updated from a template, and waited for."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from infra.local.commands import Problem

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.client import CloudFormationClient
    from mypy_boto3_cloudformation.literals import CapabilityType
    from mypy_boto3_cloudformation.type_defs import StackEventTypeDef

_DONE_WITHIN = 120.0
_CAPABILITIES: tuple["CapabilityType", ...] = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM")


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack by its name, as this client of CloudFormation sees it."""

    name: str
    cloudformation: "CloudFormationClient"

    def put(self, template_url: str, progress: Callable[[int], None]) -> dict[str, str]:
        """Create or update the stack, tell how many resources are done meanwhile, and return its outputs.

        Raises:
            Problem: if the template is refused, or a resource fails; it names the resource and the reason.
        """
        try:
            self._create_or_update(template_url)
        except ClientError as error:
            if "No updates" not in str(error):
                raise Problem(f"CloudFormation refuses the template: {error}") from error
        self._wait(progress)
        [stack] = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def _create_or_update(self, template_url: str) -> None:
        cloudformation = self.cloudformation
        try:
            cloudformation.create_stack(
                StackName=self.name, TemplateURL=template_url, Capabilities=_CAPABILITIES
            )
        except cloudformation.exceptions.AlreadyExistsException:
            cloudformation.update_stack(
                StackName=self.name, TemplateURL=template_url, Capabilities=_CAPABILITIES
            )

    def _wait(self, progress: Callable[[int], None]) -> None:
        deadline = time.monotonic() + _DONE_WITHIN
        while time.monotonic() < deadline:
            [stack] = self.cloudformation.describe_stacks(StackName=self.name)["Stacks"]
            events = self._events()
            progress(
                len({event["LogicalResourceId"] for event in events if _is_complete(event)} - {self.name})
            )
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return _check(stack["StackStatus"], events)
            time.sleep(0.2)
        raise Problem(f"CloudFormation has not finished within {_DONE_WITHIN:.0f} s; see the emulator's log")

    def _events(self) -> list["StackEventTypeDef"]:
        pages = self.cloudformation.get_paginator("describe_stack_events").paginate(StackName=self.name)
        return [event for page in pages for event in page["StackEvents"]]


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


def _is_complete(event: "StackEventTypeDef") -> bool:
    return event["ResourceStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
