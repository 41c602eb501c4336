"""The answer machine: an Express state machine, run to its end or only started."""

from dataclasses import dataclass

from quarterdeck.contexts.assistant.model import Order
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.platform.aws import client

SECONDS = 27
"""How long an answer is waited for; API Gateway gives up after 29 s, and the caller is to hear it from us."""


@dataclass(frozen=True, slots=True)
class AnswerMachine:
    arn: str

    def answer(self, order: Order) -> Run | None:
        """Run the order to its end; None where the machine failed or ran out of time."""
        done = client("stepfunctions", read_timeout=SECONDS).start_sync_execution(
            stateMachineArn=self.arn, name=order.question.run_id, input=dump_json(Order, order).decode()
        )
        if done["status"] != "SUCCEEDED":
            return None
        run: Run = load_json(Run, done["output"])
        return run

    def start(self, order: Order) -> None:
        """Start the order; its answer goes where the question says."""
        client("stepfunctions").start_execution(
            stateMachineArn=self.arn, name=order.question.run_id, input=dump_json(Order, order).decode()
        )
