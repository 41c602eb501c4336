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
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from infra.local import error_mends, iam_mends, start_mends, stream_mends

_PARSE = "parse_policy_document"
_START_DELAY = "time.sleep(0.15)"
_STOPPED_WITHIN = 5.0
_AUTHORIZE = "_invoke_authorizer_lambda"
_AUTHORIZER_CONTEXT = """\
            "requestContext": {
                "resourceId": resource["id"],
                "stage": stage_name,
                "resourcePath": resource["path"],
"""
_HANDLERS = "_RESOURCE_HANDLERS"
_TABLES = "_tables"
_REF_IS_NAME = '    return name, {"Id": arn, "Arn": arn}\n\n\ndef _sm_secret_replicate('
_SECURE_TRANSPORT = "return str(ctx.secure_transport).lower()"
_NO_LEADING_KEYS = """\
    context["dynamodb:Select"] = select
    return context
"""
_ITEM_CHECKS = "checks.append((action, _dynamodb_table_arn(table, region, account_id)))"
_SPAWNS_FREELY = "cap = max_concurrency or _LOCAL_MAX_WORKERS"
_NO_WINDOW = """\
            if _esm_backoff_until.get(esm_id, 0) > time.time():
                continue

            with _dynamodb_stream_positions_lock:
"""
_NO_SENDER = "return _ses_v2_resource_arn(method, path, body, region, account_id)"
_NO_VARIABLES = """\
                and _resource_matches(ctx.resource_arn, stmt.resources, stmt.not_resources)
                and _conditions_met(stmt.conditions, ctx)):
            return stmt
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


def mend_secret_reference(provisioners: ModuleType) -> None:
    """Let a template's reference to a secret be its ARN, which policies name; here it is the name."""
    _check(provisioners, _REF_IS_NAME)
    handlers = getattr(provisioners, _HANDLERS)["AWS::SecretsManager::Secret"]
    create = handlers["create"]

    def created(*arguments: object) -> tuple[str, dict[str, str]]:
        _, attributes = create(*arguments)
        return attributes["Arn"], attributes

    handlers["create"] = created


def mend_policies(evaluator: ModuleType, actions: ModuleType) -> None:
    """Let the policies of roles see what AWS shows them; ``iam_mends`` says what and why."""
    _check(evaluator, _SECURE_TRANSPORT)
    _check(evaluator, _NO_VARIABLES)
    _check(actions, _NO_LEADING_KEYS)
    _check(actions, _ITEM_CHECKS)
    _check(actions, _NO_SENDER)
    iam_mends.mend_secure_transport(evaluator)
    iam_mends.mend_policy_variables(evaluator)
    iam_mends.mend_sender(actions)
    iam_mends.mend_leading_keys(evaluator, actions, _partition_key)


def mend_parsing(evaluator: ModuleType) -> None:
    """Parse a policy once: each request has its caller's parsed again, twice."""
    parse = getattr(evaluator, _PARSE)
    parse_once = cache(parse)

    def parsed(document: Any) -> Any:
        return parse_once(document) if isinstance(document, str) else parse(document)

    setattr(evaluator, _PARSE, parsed)


def mend_starts(lambdas: ModuleType, runtime: ModuleType) -> None:
    """Let few workers start at once; ``start_mends`` says why."""
    _check(runtime, _SPAWNS_FREELY)
    start_mends.mend_starts(lambdas, runtime)


def mend_errors(runtime: ModuleType) -> None:
    """Let workers outlive their handlers' errors; ``error_mends`` says why."""
    _check(runtime, error_mends.RAISED)
    error_mends.mend_errors(runtime)


def mend_windows(lambdas: ModuleType) -> None:
    """Let a stream's records come together; ``stream_mends`` says why."""
    _check(lambdas, _NO_WINDOW)
    stream_mends.mend_windows(lambdas)


def main() -> None:
    """Mend, then serve until stopped, or until the launcher, which holds the other end of stdin, is gone."""
    threading.Thread(target=_end_with_launcher, daemon=True).start()
    mend_start_delay(importlib.import_module("ministack.services.stepfunctions"))
    mend_authorizer_request_id(importlib.import_module("ministack.services.apigateway_v1"))
    mend_secret_reference(importlib.import_module("ministack.services.cloudformation.provisioners"))
    evaluator = importlib.import_module("ministack.core.iam_evaluator")
    mend_policies(evaluator, importlib.import_module("ministack.core.iam_actions"))
    mend_parsing(evaluator)
    lambdas = importlib.import_module("ministack.services.lambda_svc")
    runtime = importlib.import_module("ministack.core.lambda_runtime")
    mend_starts(lambdas, runtime)
    mend_errors(runtime)
    mend_windows(lambdas)
    importlib.import_module("ministack.app").main()


def _end_with_launcher() -> None:
    os.read(0, 1)
    os.killpg(os.getpgrp(), signal.SIGTERM)
    time.sleep(_STOPPED_WITHIN)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _partition_key(table: str) -> str | None:
    tables = getattr(importlib.import_module("ministack.services.dynamodb"), _TABLES)
    found = tables.get(table.rpartition("/")[2])
    return found["pk_name"] if found else None


def _check(module: ModuleType, text: str) -> None:
    if Path(str(module.__file__)).read_text().count(text) != 1:
        raise SystemExit(
            f"{module.__name__} has changed where a mend applies: drop or renew the mend of {text!r}"
        )


if __name__ == "__main__":
    main()
