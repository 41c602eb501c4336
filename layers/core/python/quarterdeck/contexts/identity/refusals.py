"""The one place that every refused credential and every failed login passes."""

from quarterdeck.kernel.errors import QuarterdeckError, Unauthenticated, Unavailable
from quarterdeck.kernel.observability import count, logger


def refuse(door: str, error: QuarterdeckError) -> None:
    """Note that nobody came in by that door, and why, in words that hold nothing of what was sent."""
    reason = error.detail if isinstance(error, Unauthenticated) else type(error).__name__
    logger.info("refused", extra={"door": door, "reason": reason})
    if not isinstance(error, Unavailable):
        count("CredentialsRefused", door=door)
