"""Probes the providers of language models, by schedule."""

from typing import Any

from quarterdeck.bootstrap.models import probing
from quarterdeck.kernel.observability import bind, private


@private
def handler(_event: dict[str, Any], _context: object) -> dict[str, bool]:
    """Return which providers are well."""
    bind(stage="probe")
    return probing().run()
