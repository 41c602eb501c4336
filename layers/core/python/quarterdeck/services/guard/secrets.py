"""Keys and tokens in a text, by the shapes that their issuers document."""

import re

_SHAPES = (
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    r"\bxox[abeoprs]-[A-Za-z0-9-]{10,200}",
    r"\bxapp-[A-Za-z0-9-]{10,200}",
    r"\bgh[opsur]_[A-Za-z0-9]{36,251}\b|\bgithub_pat_[A-Za-z0-9_]{22,251}\b",
    r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,200}",
    r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,247}\b",
    r"\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])",
    r"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}",
    r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b",
    r"\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1000}",
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?",
    r"\b[a-z][a-z0-9+]{2,20}://[^\s:/@]{1,100}:[^\s:/@]{1,200}@[^\s/]{1,200}",
)
_SECRET = re.compile("|".join(_SHAPES))
REMOVED = "[secret removed]"


def without_secrets(text: str) -> str:
    """Return the text with each key, token or URL with a password replaced by a mark."""
    return _SECRET.sub(REMOVED, text)
