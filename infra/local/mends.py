"""Starts MiniStack with those of its differences from AWS mended that would mislead or stop us.

The emulator's interpreter runs it. Each mend checks that the pinned version still has the text that it makes up
for, and stops the start where it hasn't.
"""

import importlib
import os
import signal
import threading
import time
import uuid
from collections.abc import Awaitable
from pathlib import Path
from types import ModuleType
from typing import Any

_START_DELAY = "time.sleep(0.15)"
_AUTHORIZE = "_invoke_authorizer_lambda"
_AUTHORIZER_CONTEXT = """\
            "requestContext": {
                "resourceId": resource["id"],
                "stage": stage_name,
                "resourcePath": resource["path"],
"""


class _NoStartDelay:
    """The time module as Step Functions sees it, but for one pause."""

    def __getattr__(self, name: str) -> object:
        return getattr(time, name)

    def sleep(self, seconds: float) -> None:
        if f"time.sleep({seconds})" != _START_DELAY:
            time.sleep(seconds)


def mend_start_delay(stepfunctions: ModuleType) -> None:
    """Let executions begin at once: each waits for 150 ms, more than the rest of a short one takes.

    On AWS an Express execution starts within milliseconds.
    """
    _check(stepfunctions, _START_DELAY)
    stepfunctions.time = _NoStartDelay()  # type: ignore[attr-defined]


def mend_authorizer_request_id(apigateway: ModuleType) -> None:
    """Give a request authorizer the id of the request, which on AWS is in its event."""
    _check(apigateway, _AUTHORIZER_CONTEXT)
    invoke = getattr(apigateway, _AUTHORIZE)

    def invoke_with_request_id(authorizer: object, event: dict[str, Any], *place: str) -> Awaitable[object]:
        event.get("requestContext", {})["requestId"] = str(uuid.uuid4())
        result: Awaitable[object] = invoke(authorizer, event, *place)
        return result

    setattr(apigateway, _AUTHORIZE, invoke_with_request_id)


def main() -> None:
    """Mend, then serve until stopped, or until the launcher, which holds the other end of stdin, is gone."""
    threading.Thread(target=_end_with_launcher, daemon=True).start()
    mend_start_delay(importlib.import_module("ministack.services.stepfunctions"))
    mend_authorizer_request_id(importlib.import_module("ministack.services.apigateway_v1"))
    importlib.import_module("ministack.app").main()


def _end_with_launcher() -> None:
    os.read(0, 1)
    os.killpg(os.getpgrp(), signal.SIGTERM)


def _check(module: ModuleType, text: str) -> None:
    if Path(str(module.__file__)).read_text().count(text) != 1:
        raise SystemExit(
            f"{module.__name__} has changed where a mend applies: drop or renew the mend of {text!r}"
        )


if __name__ == "__main__":
    main()
