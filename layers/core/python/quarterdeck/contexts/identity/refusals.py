"""The one place that every refused credential and every failed login passes."""

from quarterdeck.kernel.errors import QuarterdeckError, Unavailable
from quarterdeck.kernel.observability import count, logger


def refuse(door: str, error: QuarterdeckError) -> None:
    """Note that nobody came in by that door, and why; the reason holds nothing of the credential."""
    logger.info("refused", extra={"door": door, "reason": error.detail})
    if not isinstance(error, Unavailable):
        count("CredentialsRefused", door=door)
