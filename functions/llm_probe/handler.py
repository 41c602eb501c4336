"""Probes the providers of language models, by schedule."""

from typing import Any

from quarterdeck import bootstrap
from quarterdeck.kernel.observability import bind


def handler(_event: dict[str, Any], _context: object) -> dict[str, bool]:
    """Return which providers are well."""
    bind(stage="probe")
    return bootstrap.probing().run()
