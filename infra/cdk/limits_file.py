"""An installation's own limits on their way from a file to the functions, checked before anything is deployed."""

from pathlib import Path

from quarterdeck.platform.limits.policy import policy

MOST_BYTES = 2_000
"""All settings of a function together may have 4 KB."""


def read_limits(path: str | None) -> str:
    """Return the document in the TOML file, checked; an empty one for no file.

    Raises:
        ValueError: it isn't such a document (tomllib and pydantic say where), or too long.
    """
    if not path:
        return ""
    document = Path(path).read_text()
    policy(document)
    if len(document.encode()) > MOST_BYTES:
        raise ValueError(f"{path} has {len(document.encode())} bytes; {MOST_BYTES} fit")
    return document
