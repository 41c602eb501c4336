"""Keys, tokens and passwords in what is shown."""

import re

from quarterdeck.kernel.personal import KEYS

_MORE = re.compile(
    r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b|\b[a-z][a-z0-9+]{2,20}://[^\s:/@]{1,100}:[^\s:/@]{1,200}@[^\s/]{1,200}"
)
"""Airtable's tokens, and addresses with a password in them."""

REMOVED = "[secret removed]"


def without_secrets(text: str) -> str:
    """Return the text with each key, token or address with a password replaced by a mark."""
    return _MORE.sub(REMOVED, KEYS.sub(REMOVED, text))
