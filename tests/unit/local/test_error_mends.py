"""A worker of the local cloud outlives an error that its handler raises."""

from types import ModuleType
from typing import Any

from infra.local.error_mends import RAISED, mend_errors


class Worker:
    """A worker as MiniStack has them: any answer that isn't ``ok`` ends it."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer, self.lives = answer, True

    def invoke(self, event: object, *, depth: int) -> dict[str, Any]:
        self.lives = self.answer["status"] == "ok"
        return dict(self.answer) | {"log": f"{event} {depth}"}


def invoked(answer: dict[str, Any]) -> tuple[dict[str, Any], bool, str]:
    """Return what the caller is told, whether the worker lives, and the script of workers."""
    runtime = ModuleType("lambda_runtime")
    lent = type("Lent", (Worker,), {})
    vars(runtime).update(Worker=lent, _PYTHON_WORKER_SCRIPT=f"write({RAISED})")
    mend_errors(runtime)
    worker = lent(answer)
    return worker.invoke("event", depth=1), worker.lives, runtime._PYTHON_WORKER_SCRIPT


def test_a_worker_tells_of_an_error_and_goes_on() -> None:
    told, lives, script = invoked({"status": "ok", "raised": True, "error": "no", "trace": "lines"})
    assert told == {"status": "error", "error": "no", "trace": "lines", "log": "event 1"}
    assert lives
    assert '{"status": "ok", "raised": True, "error": str(e)' in script


def test_an_answer_stays_as_it_is_even_one_that_speaks_of_an_error() -> None:
    result = {"status": "error", "raised": True}
    told, lives, _ = invoked({"status": "ok", "result": result})
    assert told == {"status": "ok", "result": result, "log": "event 1"}
    assert lives


def test_a_worker_that_fails_otherwise_is_ended() -> None:
    told, lives, _ = invoked({"status": "error", "error": "Worker process died"})
    assert (told["status"], lives) == ("error", False)
