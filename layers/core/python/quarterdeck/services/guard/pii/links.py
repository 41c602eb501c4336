"""Links and domains: a page can name a person, or hold a token."""

import re
from collections.abc import Iterator

from quarterdeck.kernel.personal import Kind, Span

_TOPS = (
    "com net org edu gov mil int info biz io co ai app dev cloud tech online site shop xyz blog agency software "
    "uk de fr es nl se dk fi pl cz ch jp cn br au nz ca ie eu ru mx ar cl za kr hu gr ro si sk ua il tr sg hk tw"
)
_LINK = re.compile(r"\b(?:https?|ftp|wss?)://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
_ENDING = re.compile(rf"://|\.(?:{'|'.join(_TOPS.split())})\b", re.IGNORECASE)
_HOST = re.compile(
    rf"(?<![\w@.-])(?:[A-Za-z0-9][\w-]*+\.)+(?:{'|'.join(_TOPS.split())})(?![\w@-]|\.\w)(?:/[^\s<>\"'`{{}}|\\^]*)?",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}…"


def links(text: str) -> Iterator[Span]:
    """Return the URLs of the text, and host names of a well-known top-level domain."""
    for pattern in (_LINK, _HOST) if _ENDING.search(text) else ():
        for match in pattern.finditer(text):
            yield Span(match.start(), match.start() + len(match[0].rstrip(_TRAILING)), Kind.URL)
