"""Verification: no claim is shown that its quotes do not bear."""

from quarterdeck.contexts.assistant.verification.given import only_given, with_given_numbers, without_others
from quarterdeck.contexts.assistant.verification.verify import verify

__all__ = ["only_given", "verify", "with_given_numbers", "without_others"]
