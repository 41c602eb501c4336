"""What can go wrong, for a caller to act on.

QuarterdeckError
├── InvalidInput          400  the request is malformed or breaks a rule; the message says what and where
├── Unauthenticated       401  no valid credential
├── Forbidden             403  a valid credential without this permission
├── NotFound              404  no such thing for this tenant
├── Conflict              409  the state of the thing forbids it
├── TooLarge              413  over a documented limit
├── Unsupported           415  a format that is not read
├── TooMany               429  over a rate limit; retry_after says in how many seconds it is worth trying again
└── Unavailable           503  a dependency does not answer; trying again later may help

MissingSetting stands apart: the installation is at fault, and no caller is told of it.
"""

from typing import ClassVar


class QuarterdeckError(Exception):
    """The root of every error that Quarterdeck raises on purpose."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field

    def problem(self) -> dict[str, object]:
        """Return the RFC 9457 problem details of this error."""
        kind = type(self).__name__
        body: dict[str, object] = {
            "type": f"urn:quarterdeck:{kind}",
            "title": self.title,
            "status": self.status,
        }
        body["detail"] = self.detail
        if self.field:
            body["field"] = self.field
        return body


class InvalidInput(QuarterdeckError):
    status = 400
    title = "Invalid input"


class Unauthenticated(QuarterdeckError):
    status = 401
    title = "Not authenticated"


class Forbidden(QuarterdeckError):
    status = 403
    title = "Not allowed"


class NotFound(QuarterdeckError):
    status = 404
    title = "Not found"


class Conflict(QuarterdeckError):
    status = 409
    title = "Conflict"


class TooLarge(QuarterdeckError):
    status = 413
    title = "Too large"


class Unsupported(QuarterdeckError):
    status = 415
    title = "Unsupported format"


class TooMany(QuarterdeckError):
    status = 429
    title = "Too many requests"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(QuarterdeckError):
    status = 503
    title = "Temporarily unavailable"


class MissingSetting(Exception):
    """The installation lacks a setting."""
