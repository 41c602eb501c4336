"""Lets a worker outlive an error that its handler raises, as on AWS.

MiniStack ends it, and the next call starts a worker anew: a second of a core for each request that an authorizer
turns away.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

RAISED = '{"status": "error", "error": str(e), "trace": traceback.format_exc()}'
"""What the script of a worker tells of an error."""

_TOLD = '{"status": "ok", "raised": True, "error": str(e), "trace": traceback.format_exc()}'
_SCRIPT, _INVOKE = "_PYTHON_WORKER_SCRIPT", "invoke"


def mend_errors(runtime: ModuleType) -> None:
    """Have workers tell of an error in an answer, after which they go on, and callers be told of the error."""
    setattr(runtime, _SCRIPT, getattr(runtime, _SCRIPT).replace(RAISED, _TOLD))
    invoke = getattr(runtime.Worker, _INVOKE)

    def invoked(worker: Any, *event: object, **call: object) -> Mapping[str, Any]:
        answer: dict[str, Any] = invoke(worker, *event, **call)
        return answer | {"status": "error"} if answer.pop("raised", False) else answer

    setattr(runtime.Worker, _INVOKE, invoked)
