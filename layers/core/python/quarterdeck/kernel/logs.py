"""The form of a log line: JSON without personal data, secrets, or the messages of exceptions.

A message of an exception may quote anything: a question, a row, an upload. So a line has an exception's type and
where it was raised, and of AWS's errors the operation and the code.
"""

import re
import traceback
from types import TracebackType
from typing import Any

from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from quarterdeck.kernel.errors import MissingSetting

_OWN = frozenset(
    "level location timestamp service tenant correlation_id run_id stage xray_trace_id cold_start exception_name "
    "route function_name function_memory_size function_arn function_request_id contract tier provider attempts".split()
)
_SUSPICIOUS = re.compile("[0-9@\uff20=]|PRIVATE KEY")

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrivateFormatter(LambdaPowertoolsFormatter):
    """Formats a line as Powertools does, and takes personal data out of all but the fields that we make ourselves."""

    def serialize(self, log: Any) -> str:
        log.pop("exception_notes", None)
        return super().serialize(
            {key: value if key in _OWN else _masked(value) for key, value in log.items()}
        )

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's own name
        _, error, _ = ei
        return "" if error is None else "\n".join(_told(error, set()))


def _told(error: BaseException, seen: set[int]) -> list[str]:
    """Return the lines of an error after those of what caused it, without their messages."""
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = _told(cause, seen) if cause is not None and id(cause) not in seen else []
    frames = [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    return [*before, "Traceback (most recent call last):", *frames, _named(error)]


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, MissingSetting):
        return f"{name}: {error}"
    response = getattr(error, "response", None)
    told = response.get("Error", {}) if isinstance(response, dict) else {}
    code, operation = told.get("Code"), getattr(error, "operation_name", None)
    return f"{name}: {code} from {operation}" if code and operation else name


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _mask(value) if _SUSPICIOUS.search(value) else value
    if isinstance(value, dict):
        return {_masked(key): _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [_masked(each) for each in value]
    return value if isinstance(value, int | float | None) else _masked(str(value))


def _mask(text: str) -> str:
    from quarterdeck.kernel.personal import mask  # noqa: PLC0415 - compiled when a line first needs it

    return mask(text)
