"""Turns of phrase that ask the same, as ordered tables: each pattern, and the wording that stands for it.

The patterns read the one spelling that ``spelling.plain`` makes. What no row names stays as it was asked.
"""

import re

from quarterdeck.services.llm.cache.wordings import amounts, asking, courtesy, having, verbs

TABLE = tuple(
    (re.compile(pattern), wording)
    for rows in (
        courtesy.ROWS,
        asking.FRONTED,
        courtesy.ROWS,
        asking.ROWS,
        amounts.ROWS,
        verbs.ROWS,
        having.ROWS,
    )
    for pattern, wording in rows
)
"""All rows, in order."""


def one_wording(text: str) -> str:
    """Return the text with each known turn of phrase in its one wording."""
    for pattern, wording in TABLE:
        text = re.sub(r"\s+", " ", pattern.sub(wording, text)).strip()
    return text
