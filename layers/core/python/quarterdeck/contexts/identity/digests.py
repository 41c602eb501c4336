"""Digests of secrets of 256 random bits: with nothing to guess from a dictionary, a plain SHA-256 is enough."""

import hashlib
import hmac


def digest(secret: str) -> str:
    """Return what is stored of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two texts in a time that tells nothing of them but their lengths."""
    return hmac.compare_digest(one.encode(), other.encode())
