"""The answer machine: an Express state machine, run to its end or only started."""

from msgspec import Struct

from quarterdeck.contexts.assistant.model import Order
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.kernel.codec import dump_json, load_json
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.platform.aws import client
from quarterdeck.platform.machines import start

SECONDS = 27
"""How long an answer is waited for; API Gateway gives up after 29 s, and the caller is to hear it from us."""

LATE = "the answer takes longer than is waited for: ask again in a moment, with the same Idempotency-Key"


class AnswerMachine(Struct, frozen=True):
    arn: str

    def answer(self, order: Order) -> Run | None:
        """Run the order to its end, once; None where the machine failed or ran out of time.

        Raises:
            Unavailable: it takes longer than is waited for, and goes on.
        """
        from botocore.exceptions import ReadTimeoutError  # noqa: PLC0415 - the client brings it, and only when needed

        machine = client("stepfunctions", read_timeout=SECONDS, attempts=1)
        try:
            done = machine.start_sync_execution(
                stateMachineArn=self.arn, name=order.question.run_id, input=dump_json(order).decode()
            )
        except ReadTimeoutError as error:
            raise Unavailable(LATE) from error
        if done["status"] != "SUCCEEDED":
            return None
        run: Run = load_json(Run, done["output"])
        return run

    def start(self, order: Order) -> None:
        """Start the order, unless it was started before; its answer goes where the question says."""
        start(self.arn, order.question.run_id, dump_json(order).decode())
