"""HTTP answers: JSON bodies, and every error as RFC 9457 problem details."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from quarterdeck.kernel.errors import QuarterdeckError

Headers = dict[str, str | list[str]]

JSON: Headers = {"Content-Type": "application/json"}
PROBLEM: Headers = {"Content-Type": "application/problem+json"}


class View(BaseModel):
    """A body that callers get."""

    model_config = ConfigDict(frozen=True)


def problem_of(error: QuarterdeckError | ValidationError) -> tuple[int, dict[str, Any]]:
    """Return status and problem details of an error that callers may see."""
    if isinstance(error, ValidationError):
        return 400, _invalid(error)
    return error.status, error.problem()


def internal(correlation_id: str) -> tuple[int, dict[str, Any]]:
    """Return status and problem details of a fault of ours: nothing of it but where to find it in the logs."""
    detail = f"Something went wrong on our side. Tell support the id {correlation_id}."
    return 500, {
        "type": "urn:quarterdeck:Internal",
        "title": "Internal error",
        "status": 500,
        "detail": detail,
    }


def _invalid(error: ValidationError) -> dict[str, Any]:
    found = [
        {"field": ".".join(str(part) for part in each["loc"]) or "body", "detail": each["msg"]}
        for each in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return {
        "type": "urn:quarterdeck:InvalidInput",
        "title": "Invalid input",
        "status": 400,
        "detail": "; ".join(f"{each['field']}: {each['detail']}" for each in found),
        "errors": found,
    }
