"""The kinds of personal data and secrets that show by their shape alone, in any text."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from quarterdeck.kernel.personal import checks
from quarterdeck.kernel.personal.numbers import numbers
from quarterdeck.kernel.personal.spans import Kind, Span, replaced, settled

_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]++[@＠][\w-]++(?:\.[\w-]++)+")
_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}[0-9]{2}(?=[ -]?[0-9A-Za-z])")
_IP4 = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![^\W_]|\.[0-9])")
_IP6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]{2,39}(?:[0-9.]{7,15})?(?![\w:])")
_VERSION = re.compile(r"\b(?:v|version|release|build)[ :]?\Z", re.IGNORECASE)
_SECRETS = (
    re.compile(
        r"(?<![0-9A-Za-z])(?:sk|pk|rk)[-_](?:(?:live|test|proj|ant)[-_])?[0-9A-Za-z_-]{16,}|"
        r"(?<![0-9A-Za-z])(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])|"
        r"(?<![0-9A-Za-z])(?:gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|AIza|SG\.|pat[0-9A-Za-z]{14}\.|hf_|"
        r"whsec_)[0-9A-Za-z_.-]{16,}|"
        r"(?<![0-9A-Za-z])qd_[0-9a-f]{16}_[0-9A-Za-z_-]{43}|"
        r"(?<![0-9A-Za-z])eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*)?"
    ),
    re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:[^-]|-(?!----))*+(?:-----END [A-Z ]{0,20}-----)?"),
    re.compile(r"\b(?:Bearer|Basic)\s+(?P<value>[0-9A-Za-z+/=_.~-]{12,})", re.IGNORECASE),
    re.compile(
        r"\b(?:api|access|secret|private|auth|client)[ _-]?(?:key|token|secret)\b|\b(?:password|passwd|pwd|passcode|"
        r"token)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<=://)[^\s/@:]{1,80}:[^\s/@]{1,80}(?=@)"),
    re.compile(r"(?<=[\w/])\?[\w.~%-]{1,40}=[^\s\"'<>)]*"),
)
_NAMED_SECRET = re.compile(r"[\"']?(?:\s+is\s*:?|\s*[:=])\s*[\"']?(?P<value>(?=[^\s\"',;]{0,40}[0-9])[^\s\"',;]{6,200})")


def shapes(text: str) -> Iterator[Span]:
    """Return the spans of secrets, emails, IBANs, IP addresses, cards, US social security and phone numbers."""
    yield from _secrets(text)
    yield from _emails(text)
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
    for match in _IP6.finditer(text):
        if match[0].count(":") > 1 and any(map(str.isalnum, match[0])) and _is_ip(match[0]):
            yield Span(match.start(), match.end(), Kind.IP)


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _secrets(text: str) -> Iterator[Span]:
    for pattern in _SECRETS:
        for match in pattern.finditer(text):
            named = _NAMED_SECRET.match(text, match.end()) if pattern is _SECRETS[3] else match
            if named:
                group = "value" if "value" in named.re.groupindex else 0
                yield Span(named.start(group), named.end(group), Kind.SECRET)
