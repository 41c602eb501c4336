"""The origins whose pages may call the API, as an operator lists them."""

import re

_ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)*(:[1-9][0-9]{0,4})?")


def read_origins(listed: str | None) -> tuple[str, ...]:
    """Return the origins of a list with commas, each in the one form in which browsers send it.

    Raises:
        ValueError: one is no https origin: a wildcard, ``null``, a path, an upper-case letter, the default port.
    """
    origins = tuple(filter(None, (each.strip() for each in (listed or "").split(","))))
    for origin in origins:
        if not _ORIGIN.fullmatch(origin) or origin.endswith(":443"):
            raise ValueError(f"cors_origins: {origin!r} is no origin such as https://app.example.com")
    return origins
