"""State machines: each execution is started once, under a name that whoever starts it again knows."""

from quarterdeck.platform.aws import client


def start(machine_arn: str, name: str, given: str) -> None:
    """Start the execution of this name with this JSON as its input, unless it was started before.

    An Express machine on AWS takes any name twice, and may run what was started once twice: its work has to bear that.
    """
    states = client("stepfunctions")
    try:
        states.start_execution(stateMachineArn=machine_arn, name=name, input=given)
    except states.exceptions.ExecutionAlreadyExists:
        return
