"""Links in an answer: only those that its sources, its asker or the allow-list have may be followed."""

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\n]{0,4000}\)?")
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\]\(([^()\n]{0,4000})\)")
_SLACK = re.compile(r"<(https?://[^|>\s]{1,4000})(?:\|([^>\n]{0,500}))?>", re.IGNORECASE)
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"'`|)\]]{3,4000}", re.IGNORECASE)
_END = ".,;:!?"
REMOVED = "[link removed]"


def only_known_links(text: str, known: Callable[[], Sequence[str]], domains: Iterable[str] = ()) -> str:
    """Return the text without links that can be followed, but for those to ``domains`` or found in ``known`` texts.

    An image is never left: showing it would fetch it, and its address could carry data out. Of a link that is taken
    out, only the words stay: even a host's name can carry data.
    """
    allowed = {domain.lower() for domain in domains}

    def address(url: str) -> str:
        return url if _is_known(url, known, allowed) else REMOVED

    def bare(found: re.Match[str]) -> str:
        url = found[0].rstrip(_END)
        return address(url) + found[0][len(url) :]

    text = _IMAGE.sub(lambda image: f"{image[1]} [image removed]".strip(), text)
    text = _LINK.sub(lambda link: f"{link[1]} ({link[2].split(' ')[0]})", text)
    text = _SLACK.sub(lambda link: f"{link[2]} ({link[1]})" if link[2] else link[1], text)
    return _URL.sub(bare, text)


def _is_known(url: str, sources: Callable[[], Sequence[str]], domains: set[str]) -> bool:
    host = _host(url)
    trusted = any(host == domain or host.endswith(f".{domain}") for domain in domains)
    return trusted or any(_names(source, url) for source in sources())


def _names(source: str, url: str) -> bool:
    """Tell whether the source has this very address, not just a longer one that begins with it."""
    return re.search(rf"{re.escape(url)}(?![\w/?#&=%-])", source) is not None


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "://" in url else f"//{url}").hostname or "elsewhere").lower()
    except ValueError:
        return "elsewhere"
