"""Settings come from the environment, are read once where ports meet adapters, and fail by name."""

import os

from quarterdeck.kernel.errors import MissingSetting


def setting(name: str) -> str:
    """Return the environment variable's value.

    Raises:
        MissingSetting: it is unset or empty.
    """
    value = os.environ.get(name, "")
    if not value:
        raise MissingSetting(f"the environment variable {name} is not set")
    return value


def optional_setting(name: str) -> str | None:
    """Return the environment variable's value, or None where it is unset or empty."""
    return os.environ.get(name) or None
