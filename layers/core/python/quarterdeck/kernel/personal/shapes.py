"""The kinds of personal data and secrets that show by their shape alone, in any text."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from quarterdeck.kernel.personal import checks
from quarterdeck.kernel.personal.numbers import numbers
from quarterdeck.kernel.personal.spans import Kind, Span, replaced, settled

_DIGIT = re.compile(r"[0-9]")
_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]++[@＠][\w-]++(?:\.[\w-]++)+")
_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}[0-9]{2}(?=[ -]?[0-9A-Za-z])")
_IP4 = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![^\W_]|\.[0-9])")
_IP6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]{2,39}(?:[0-9.]{7,15})?(?![\w:])")
_VERSION = re.compile(r"\b(?:v|version|release|build)[ :]?\Z", re.IGNORECASE)
KEYS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?:sk|pk|rk)[-_](?:(?:live|test|proj|ant)[-_])?[0-9A-Za-z_-]{16,}|(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])|"
    r"(?:gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|AIza|SG\.|hf_|whsec_)[0-9A-Za-z_.-]{16,}|"
    r"qd_[0-9a-f]{16}_[0-9A-Za-z_-]{43}|eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*)?)|"
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:[^-]|-(?!----))*+(?:-----END [A-Z ]{0,20}-----)?"
)
"""Keys and tokens by the shapes that their issuers give them."""

_VALUES = (
    re.compile(
        r"\b(?:bearer|basic)\s+(?P<value>(?=[^\s=]{0,60}[0-9=])[0-9A-Za-z+/=_.~-]{12,})", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:(?:api|access|secret|private|auth|client)[ _-]?(?:key|token|secret)|password|passwd|pwd|"
        r"passcode|token)\b"
        r"[\"']?(?:\s+is\s*:?|\s*[:=])\s*[\"']?(?P<value>(?=[^\s\"',;]{0,40}[0-9])[^\s\"',;\[]{6,200})",
        re.IGNORECASE,
    ),
    re.compile(r"://(?P<value>[^\s/@:]{1,80}:[^\s/@]{1,80})@"),
    re.compile(r"[\w/](?P<value>\?[\w.~%-]{1,40}=[^\s\"'<>)]*)"),
)


def shapes(text: str) -> Iterator[Span]:
    """Return the spans of secrets, emails, IBANs, IP addresses, cards, US social security and phone numbers."""
    if "@" in text or "＠" in text:
        yield from _emails(text)
    if "=" in text or _DIGIT.search(text):
        yield from _secrets(text)
        yield from _ibans(text)
        yield from _addresses(text)
        yield from numbers(text)


def mask(text: str) -> str:
    """Return the text with a placeholder for each span of ``shapes``."""
    return replaced(text, settled(shapes(text)))


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        top = match[0].rpartition(".")[2]
        if len(top) > 1 and not top.isdigit():
            yield Span(match.start(), match.end(), Kind.EMAIL)


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        end = _iban_end(text, match.start(), checks.iban_length(match[0][:2]))
        if end:
            yield Span(match.start(), end, Kind.IBAN)


def _iban_end(text: str, start: int, length: int) -> int:
    """Return where ``length`` characters of an IBAN end, spaces and hyphens apart; 0 where they are none."""
    compact, at = "", start
    while len(compact) < length and at < len(text):
        char = text[at]
        if char.isascii() and char.isalnum():
            compact += char
        elif char not in " -" or text[at - 1] in " -":
            return 0
        at += 1
    whole = length and len(compact) == length and not text[at : at + 1].isalnum()
    return at if whole and checks.iban(compact) else 0


def _addresses(text: str) -> Iterator[Span]:
    for match in _IP4.finditer(text):
        if not _VERSION.search(text, max(0, match.start() - 10), match.start()) and _is_ip(match[0]):
            yield Span(match.start(), match.end(), Kind.IP)
    for match in _IP6.finditer(text) if text.count(":") > 1 else ():
        if match[0].count(":") > 1 and any(map(str.isalnum, match[0])) and _is_ip(match[0]):
            yield Span(match.start(), match.end(), Kind.IP)


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _secrets(text: str) -> Iterator[Span]:
    for match in KEYS.finditer(text):
        yield Span(match.start(), match.end(), Kind.SECRET)
    for pattern in _VALUES:
        for match in pattern.finditer(text):
            yield Span(*match.span("value"), Kind.SECRET)
