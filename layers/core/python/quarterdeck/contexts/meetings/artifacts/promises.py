"""Who promised to do what, by when: "I'll send it by Friday", "Ana will send it"."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from quarterdeck.contexts.meetings.artifacts.deadlines import deadline, firm_deadline, only_deadline
from quarterdeck.contexts.meetings.artifacts.deeds import ANY_DEED, DEED
from quarterdeck.contexts.meetings.artifacts.items import as_item, owner
from quarterdeck.contexts.meetings.artifacts.sides import Sides
from quarterdeck.contexts.meetings.model import ActionItem, Quote, Turn

_WILL = r"(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|'m gonna)"
_SEND = r" can(?= (?:send|share|email|forward|get you|introduce|set up)\b)"
_LET = (
    r"[Ll]et me(?= (?:ask|confirm|find out|look into|get (?:the|an?|you)|get back|come back|follow|"
    r"check (?:and|with|(?:that|this|it) with))\b)|[Ll]et's(?= (?:schedule|book|set|plan|arrange|find)\b)"
)
_SUBJECT = re.compile(
    rf"\b(?:(?P<own>(?:I|[Ww]e)(?:{_WILL}|{_SEND})|{_LET})|(?P<offer>(?:I|[Ww]e) (?:can|could))|"
    r"(?P<name>[A-Z][\w'-]*[a-z])(?: [A-Z][\w'-]+)?(?:'ll| will| is going to))"
    r"(?:,? (?:just|also|then|definitely|certainly|probably|gladly|happily|still|um|uh|"
    r"try to|try and|make sure to|have to|need to|be able to),?)* "
)
_NOBODY = re.compile(
    r"[Tt]h(?:at|is|ese|ose|ey|ere|en)|[Ii]t|[Ww]ho|[Ww]hat|[Ww]hich|[SsHh]e|[Yy]ou|[Ww]e|[Hh]e|[Hh]ow|[Ww]here|[Ww]hen|"
    r"[Ss]ome\w+|[Ee]very\w+|[Nn]obody|[Nn]othing|[Aa]nyone|[Oo]ne|[Aa]nd|[Ii]"
)
_DELIVERY = re.compile(r"\b[Yy]ou(?:'ll| will) (?:have|get|receive) (?!it\b|that\b|to\b|had\b)")
_CONTENT = re.compile(r"[^\W_]{4,}")
_REPORT = re.compile(
    r"(?:come|get|be|circle|report) back\b|tell (?:you|them|him|her)\b|let (?:you|them|him|her) know\b"
)
_LONGEST_QUOTE = 300
_VAGUE = 2
_NEAR = 50


def promises(turn: Turn, quotes: Sequence[Quote], sides: Sides) -> Iterator[ActionItem]:
    """Yield the promises of a turn, whose sentences are ``quotes``, in order."""
    for before, quote, after in zip([None, *quotes], quotes, [*quotes[1:], None], strict=False):
        said = quote.text.replace("’", "'")
        if not said.rstrip().endswith("?"):
            yield from (_completed(item, turn, before, after) for item in _given(quote, said, sides))
            yield from _delivered(quote, said)


def is_vague(action: str) -> bool:
    """Tell an action that says little without what was said before it, such as "find out"."""
    return len(_CONTENT.findall(action)) <= _VAGUE


def _given(quote: Quote, said: str, sides: Sides) -> Iterator[ActionItem]:
    """Yield what is promised with "I'll", "we will", "let me ask", "I can have it by Friday" or "Ana will"."""
    for subject, end in _clauses(said):
        start = subject.end()
        due = deadline(said, start, end) or _due_before(said, subject.start())
        near = due is not None and due[0] - start < _NEAR
        binding = subject["offer"] is None or firm_deadline(said, start, end)
        is_deed = DEED.match(said, start, end) or (near and ANY_DEED.match(said, start, end))
        if is_deed and binding and not _NOBODY.fullmatch(subject["name"] or ""):
            yield as_item(owner(subject["name"], quote, sides), quote, said, (start, end), due)


def _clauses(said: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each subject that may promise and where its clause ends; "I'll ask, and I'll tell you" is one."""
    subjects = [subject for subject in _SUBJECT.finditer(said) if not _SUBJECT.match(said, subject.end())]
    while subjects:
        first = subjects.pop(0)
        while subjects and _reports(first, subjects[0], said):
            subjects.pop(0)
        yield first, subjects[0].start() if subjects else len(said)


def _reports(first: re.Match[str], second: re.Match[str], said: str) -> bool:
    """Tell that "and I'll tell you by Friday" goes on with the promise before it."""
    if first["name"] or second["name"] or deadline(said, first.end(), second.start()):
        return False
    return _REPORT.match(said, second.end()) is not None


def _due_before(said: str, subject: int) -> tuple[int, int] | None:
    """Return the day that opens the sentence before its subject ("So, Wednesday the 30th, I'll...")."""
    due = deadline(said, 0, subject)
    return due if due and due[0] < _NEAR and subject - due[1] <= len(", ") else None


def _delivered(quote: Quote, said: str) -> Iterator[ActionItem]:
    """Yield what is promised with "you'll have it by Friday"."""
    match = _DELIVERY.search(said)
    due = deadline(said, match.end()) if match else None
    if match and due:
        yield as_item(quote.speaker, quote, said, (match.start(), len(said)), due)


def _completed(item: ActionItem, turn: Turn, before: Quote | None, after: Quote | None) -> ActionItem:
    """Return the promise with the day that the next sentence names for it, or with what it refers back to."""
    quote = item.quote
    later = only_deadline(after.text) if after and item.due is None else None
    if after and later:
        return replace(item, due=after.text[slice(*later)], quote=_joined(turn, quote, after))
    if is_vague(item.action) and before and quote.end - before.start <= _LONGEST_QUOTE:
        return replace(item, quote=_joined(turn, before, quote))
    return item


def _joined(turn: Turn, first: Quote, last: Quote) -> Quote:
    return Quote(turn.index, turn.speaker, first.start, turn.text[first.start : last.end])
